// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JavaProcessTest {
    /** Prints its arguments, then waits until it is ended. */
    static final class Program {
        public static void main(String[] words) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
            System.err.println("on the other stream");
            for (String word : words) {
                System.out.println(word.replace("$NAME", String.valueOf(System.getenv("NAME"))));
            }
            if (!words[0].equals("short")) {
                Thread.currentThread().join();
            }
        }
    }

    private static JavaCommand program(String... words) {
        return JavaCommand.main(Program.class, words).timeout(Duration.ofSeconds(30));
    }

    @Test
    void startWaitsForTheReadyLine() {
        JavaCommand command = program("starting", "ready http://127.0.0.1:1234 (dev)", "open for $NAME")
                .env("NAME", "ann");
        try (JavaProcess process = command.start()) {
            assertThat(process.url()).isEqualTo("http://127.0.0.1:1234");
            assertThat(process.awaitLine(Pattern.compile("open"))).isEqualTo("open for ann");
            assertThat(process.cpu()).isPositive();
            assertThat(process.stop()).isEqualTo(143);
            assertThat(process.awaitLine(Pattern.compile("bye"))).isEqualTo("bye");
        }
    }

    @Test
    void killedProcessRunsNoShutdownHook() {
        try (JavaProcess process = program("ready store://127.0.0.1:1").start()) {
            process.kill();

            assertThat(process.isAlive()).isFalse();
            assertThatThrownBy(() -> process.awaitLine(Pattern.compile("bye"))).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void failedStartShowsTheOutput() {
        assertThatThrownBy(() -> program("short", "cannot start").start())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the process has ended")
                .hasMessageContaining("cannot start")
                .hasMessageContaining("on the other stream");
    }

    @Test
    void runKeepsTheStreamsApart() {
        JavaCommand.Finished run = program("short", "a token").run();

        assertThat(run.exit()).isZero();
        assertThat(run.stdout()).contains("a token").doesNotContain("other stream");
        assertThat(run.stderr()).contains("other stream");
    }

    @Test
    void jarIsTheSystemProperty() {
        System.setProperty("hubbub.jar", "some/where.jar");
        try {
            assertThat(HubProcess.jar()).isEqualTo(Path.of("some/where.jar"));
        } finally {
            System.clearProperty("hubbub.jar");
        }
    }

    @Test
    void tokensAreMadeWithTheSettingsOfTheHub() {
        assertThat(HubProcess.settings(List.of("serve", "--config", "a.json", "--port", "0", "--data", "d")))
                .containsExactly("--config", "a.json", "--data", "d");
    }
}
