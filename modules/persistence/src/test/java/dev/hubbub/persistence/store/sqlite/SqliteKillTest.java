// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.testkit.process.JavaProcess;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed in the middle of its writes. */
@ExtendWith(VertxExtension.class)
final class SqliteKillTest {
    private final TestDirectory directory = new TestDirectory();

    @AfterEach
    void delete() {
        directory.close();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void nothingAcknowledgedIsLost(Durability durability, Vertx vertx) throws Exception {
        List<String> output;
        try (JavaProcess program =
                AppendingProgram.command(directory.path(), durability).start()) {
            for (int room = 0; room < AppendingProgram.ROOMS; room++) {
                program.awaitLine(Pattern.compile("acked room-" + room + " 50$"));
            }
            program.kill();
            output = program.output();
        }

        Store store = directory.open(vertx);
        AckedEntries.assertAllIn(store, output);
        store.close().await(5, SECONDS);
    }
}
