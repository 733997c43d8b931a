// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A script of {@code src/test/js}, run by Node to its end. */
final class NodeScript {
    private static final Path SCRIPTS = Path.of("src/test/js");

    /** What it printed, errors included. */
    record Outcome(int exit, String output) {}

    static Outcome run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("hubbub-script", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(SCRIPTS.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            process.destroyForcibly();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            return new Outcome(ended ? process.exitValue() : -1, text);
        } finally {
            Files.delete(output);
        }
    }

    private NodeScript() {}
}
