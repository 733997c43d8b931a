// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.sqlite.SqliteStore;
import dev.hubbub.persistence.writer.TestWriter;
import dev.hubbub.testkit.process.JavaCommand;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that carries out a {@link ChangeScenario} in several rooms until it is ended. It prints {@code acked ROOM SEQ}. */
public final class ChangingProgram {
    /** How many entries a room gets at most; the process waits then. */
    private static final long LAST = 300;

    /** How many rooms it changes. */
    static final int ROOMS = 4;

    private final TestWriter writer;
    private final RoomId room;
    private final ChangeScenario scenario;

    private ChangingProgram(TestWriter writer, int number) {
        this.writer = writer;
        room = room(number);
        scenario = scenario(number);
    }

    static JavaCommand command(Path directory) {
        return JavaCommand.main(ChangingProgram.class, directory.toString());
    }

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        PersistenceConfig config = PersistenceConfig.inMemory().storedIn(args[0]);
        TestWriter writer = new TestWriter(
                vertx, SqliteStore.open(vertx, config).await(20, TimeUnit.SECONDS), config, ChangeScenario.CLOCK);
        System.out.println("ready store://" + ProcessHandle.current().pid());
        for (int number = 0; number < ROOMS; number++) {
            new ChangingProgram(writer, number).append(1);
        }
    }

    static RoomId room(int number) {
        return new RoomId("room-" + number);
    }

    static ChangeScenario scenario(int number) {
        return new ChangeScenario(room(number), number);
    }

    private void append(long seq) {
        writer.append(scenario.request(seq)).onComplete(appended -> {
            System.out.println((appended.succeeded() ? "acked " : "refused ") + room + " " + seq);
            if (seq < LAST) {
                append(seq + 1);
            }
        });
    }
}
