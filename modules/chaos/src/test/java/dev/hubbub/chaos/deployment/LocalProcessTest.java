// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.testkit.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalProcessTest {
    @TempDir
    private Path directory;

    /** Counts its starts in a file, and is ready at the first and at one of the later ones. */
    static final class Program {
        public static void main(String[] arguments) throws Exception {
            Path starts = Path.of(arguments[0]);
            Files.writeString(starts, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            long count = Files.size(starts);
            if (count == 1 || count == Integer.parseInt(arguments[1])) {
                System.out.println("ready http://127.0.0.1:1");
                Thread.currentThread().join();
            }
        }
    }

    private Path starts() {
        return directory.resolve("starts");
    }

    private LocalProcess start(int readyAgain) {
        return new LocalProcess(JavaCommand.main(Program.class, starts().toString(), String.valueOf(readyAgain)));
    }

    @Test
    void processThatEndsBeforeItIsReadyIsStartedOnceMore() throws IOException {
        try (LocalProcess process = start(4)) {
            long first = process.pid();
            process.kill();
            process.restart();
            assertThat(process.pid()).isNotEqualTo(first);
            assertThat(Files.size(starts())).isEqualTo(4);
        }
    }

    @Test
    void afterThreeStartsItIsAFailure() throws IOException {
        try (LocalProcess process = start(5)) {
            process.kill();
            assertThatThrownBy(process::restart)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("the process has ended");
            assertThat(Files.size(starts())).isEqualTo(4);
        }
    }
}
