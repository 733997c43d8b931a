// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import dev.hubbub.persistence.testing.TestRequests;
import dev.hubbub.persistence.writer.TestWriter;
import dev.hubbub.testkit.process.JavaProcess;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that is killed while messages change: the next one finds what the log says. */
@ExtendWith(VertxExtension.class)
final class FoldKillTest {
    private final TestDirectory directory = new TestDirectory();

    @AfterEach
    void delete() {
        directory.close();
    }

    @Test
    void recordsAreWhatTheLogSays(Vertx vertx) throws Exception {
        try (JavaProcess program = ChangingProgram.command(directory.path()).start()) {
            program.awaitLine(Pattern.compile("acked room-0 60$"));
            program.kill();
            assertThat(program.output()).noneMatch(line -> line.startsWith("refused"));
        }

        Store store = directory.open(vertx);
        TestWriter writer = new TestWriter(vertx, store);
        for (int number = 0; number < ChangingProgram.ROOMS; number++) {
            long head = writer.describe(TestRequests.describe(ChangingProgram.room(number)))
                    .await(30, SECONDS)
                    .head();
            ChangeScenario scenario = ChangingProgram.scenario(number);
            assertThat(scenario.records(store))
                    .as(ChangingProgram.room(number) + " up to " + head)
                    .isEqualTo(scenario.expected(vertx, head));
        }
        store.close().await(5, SECONDS);
    }
}
