// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.testkit.process.JavaCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a virtual machine does without memory, and whether the hub knows. */
final class MemoryOptionTest {
    /** Says whether the option is set; with a word, then fills its memory on a thread that catches everything. */
    static final class Program {
        public static void main(String[] words) {
            System.out.println(MemoryOption.isSet());
            List<long[]> memory = new ArrayList<>();
            while (words.length > 0) {
                try {
                    memory.add(new long[1_000_000]);
                } catch (Throwable e) {
                    break; // as an event loop does
                }
            }
            System.out.println("goes on");
        }
    }

    private static JavaCommand program(String... words) {
        return JavaCommand.main(Program.class, words).quick().option("-Xmx32m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+CrashOnOutOfMemoryError",
                "-XX:OnOutOfMemoryError=kill -9 %p"
            })
    void optionsThatEndTheProcessAreKnown(String option) {
        assertThat(program().option(option).run().stdout().lines()).contains("true");
    }

    @Test
    void withoutThemTheProcessGoesOn() {
        JavaCommand.Finished full = program("fill").run();
        assertThat(full.exit()).isZero();
        assertThat(full.stdout().lines()).endsWith("false", "goes on");
    }

    @Test
    void withTheOptionOfTheLauncherTheProcessEnds() {
        JavaCommand.Finished full =
                program("fill").option("-XX:+ExitOnOutOfMemoryError").run();
        assertThat(full.exit()).isEqualTo(3);
        assertThat(full.stdout()).doesNotContain("goes on");
    }
}
