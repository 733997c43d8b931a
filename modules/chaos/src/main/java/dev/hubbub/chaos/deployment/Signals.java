// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends any signal to a process; Java itself can send only two. */
final class Signals {
    private static final int PATIENCE_SECONDS = 10;

    static void send(String signal, long pid) {
        run(List.of("kill", "-" + signal, Long.toString(pid)));
    }

    static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " (expected: exit code 0)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + String.join(" ", command), e);
        }
    }

    private Signals() {}
}
