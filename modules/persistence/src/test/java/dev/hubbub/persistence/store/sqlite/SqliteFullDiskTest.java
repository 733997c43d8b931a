// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

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

/** A process whose files cannot grow (RLIMIT_FSIZE): its writes fail as on a disk that is full. */
@ExtendWith(VertxExtension.class)
final class SqliteFullDiskTest {
    private final TestDirectory directory = new TestDirectory();

    @AfterEach
    void delete() {
        directory.close();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void writesAreRefusedUntilThereIsRoomAgain(Durability durability, Vertx vertx) throws Exception {
        List<String> output;
        try (JavaProcess program =
                AppendingProgram.command(directory.path(), durability).start()) {
            program.awaitLine(Pattern.compile("acked room-0 20$"));

            limit(program, "65536:");
            String refused = program.awaitLine(Pattern.compile("refused room-0 "));
            assertThat(refused).endsWith("UNAVAILABLE: the store cannot be written");
            program.awaitLine(Pattern.compile("read room-0$"));

            limit(program, "unlimited:");
            long seq = Long.parseLong(refused.split(" ")[2]);
            program.awaitLine(Pattern.compile("acked room-0 " + (seq + 20) + "$"));
            program.kill();
            output = program.output();
        }

        Store store = directory.open(vertx);
        AckedEntries.assertAllIn(store, output);
        store.close().await(5, SECONDS);
    }

    /** The soft limit only. */
    private static void limit(JavaProcess program, String bytes) throws Exception {
        Process tool = new ProcessBuilder("prlimit", "--pid=" + program.pid(), "--fsize=" + bytes)
                .redirectErrorStream(true)
                .start();
        assertThat(tool.waitFor(10, SECONDS)).isTrue();
        assertThat(tool.exitValue()).isZero();
    }
}
