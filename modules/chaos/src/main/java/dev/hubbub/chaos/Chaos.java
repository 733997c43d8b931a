// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import picocli.CommandLine;

/** The program: {@code java -jar hubbub-chaos.jar}. */
public final class Chaos {
    /** Runs the command line, and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChaosCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    private Chaos() {}
}
