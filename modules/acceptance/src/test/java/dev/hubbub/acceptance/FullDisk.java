// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.testkit.HubProcess;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A process whose files cannot grow (RLIMIT_FSIZE): its writes fail as on a disk that is full. */
final class FullDisk {
    /** Does something while no file of the process may be larger than this. */
    static void during(HubProcess process, long bytes, Runnable work) {
        limit(process, String.valueOf(bytes));
        try {
            work.run();
        } finally {
            limit(process, "unlimited");
        }
    }

    private static void limit(HubProcess process, String bytes) {
        try {
            int exit = new ProcessBuilder(
                            "prlimit",
                            "--pid=" + process.process().pid(),
                            "--fsize=" + bytes + ":") // the soft limit only
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(exit).as("prlimit").isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private FullDisk() {}
}
