// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.testing.TestRequests;
import dev.hubbub.persistence.writer.TestEntries;
import dev.hubbub.testkit.process.JavaCommand;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that appends to several rooms until it is ended. It prints {@code acked ROOM SEQ} when an entry is stored;
 * when it is refused {@code refused ROOM SEQ}, and {@code read ROOM} if the room can be read. If the store cannot be opened
 * it prints {@code failed REASON}, and ends.
 */
public final class AppendingProgram {
    /** How many rooms it writes. */
    static final int ROOMS = 8;

    private static final int RETRY_MILLIS = 10;

    private final Vertx vertx;
    private final Store store;

    private AppendingProgram(Vertx vertx, Store store) {
        this.vertx = vertx;
        this.store = store;
    }

    static JavaCommand command(Path directory, Durability durability) {
        return JavaCommand.main(AppendingProgram.class, directory.toString(), durability.name());
    }

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        PersistenceConfig config =
                PersistenceConfig.inMemory().storedIn(args[0]).durable(Durability.valueOf(args[1]));
        Store store = SqliteStore.open(vertx, config)
                .onFailure(cause -> {
                    System.out.println("failed " + cause.getMessage());
                    vertx.close();
                })
                .await(20, TimeUnit.SECONDS);
        System.out.println("ready store://" + ProcessHandle.current().pid());
        for (int room = 0; room < ROOMS; room++) {
            new AppendingProgram(vertx, store).append(room(room), 1);
        }
    }

    static RoomId room(int number) {
        return new RoomId("room-" + number);
    }

    static StoredEntry entry(RoomId room, long seq) {
        return TestEntries.next(
                TestRequests.say(room, "ann", "c" + seq, 1),
                new EntryHeader(seq - 1, 1, Instant.EPOCH),
                Instant.ofEpochMilli(seq));
    }

    private void append(RoomId room, long seq) {
        store.entries().append(List.of(entry(room, seq))).onComplete(appended -> continueAfter(appended, room, seq));
    }

    private void continueAfter(AsyncResult<?> appended, RoomId room, long seq) {
        if (appended.succeeded()) {
            System.out.println("acked " + room + " " + seq);
            append(room, seq + 1);
            return;
        }
        System.out.println(
                "refused " + room + " " + seq + " " + appended.cause().getMessage());
        store.entries().get(room, List.of(1L)).onSuccess(read -> System.out.println("read " + room));
        vertx.setTimer(RETRY_MILLIS, now -> append(room, seq));
    }
}
