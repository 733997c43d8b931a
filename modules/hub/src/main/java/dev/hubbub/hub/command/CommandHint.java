// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Prints commands the way the user called this program, for hints to copy. */
final class CommandHint {
    static String of(String arguments) {
        try {
            Path jar = Path.of(CommandHint.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (!jar.toString().endsWith(".jar")) {
                return "hubbub " + arguments;
            }
            Path here = Path.of("").toAbsolutePath();
            return "java -jar " + (jar.startsWith(here) ? here.relativize(jar) : jar) + " " + arguments;
        } catch (URISyntaxException e) {
            return "hubbub " + arguments;
        }
    }

    private CommandHint() {}
}
