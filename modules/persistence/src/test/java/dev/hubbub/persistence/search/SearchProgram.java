// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.testing.TestChanges;
import dev.hubbub.testkit.process.JavaCommand;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process in which users write into several rooms until it is ended. It prints {@code acked ROOM SEQ}. */
public final class SearchProgram {
    static final int ROOMS = 3;

    private static final long LAST = 1_000;

    private final Bus bus;
    private final RoomId room;
    private final TestChanges changes;

    private SearchProgram(Bus bus, int number) {
        this.bus = bus;
        this.room = room(number);
        this.changes = new TestChanges(room);
    }

    static JavaCommand command(Path directory) {
        return JavaCommand.main(SearchProgram.class, directory.toString());
    }

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        PersistenceConfig config = PersistenceConfig.inMemory().storedIn(args[0]);
        vertx.deployVerticle(new PersistenceVerticle(config)).await(20, TimeUnit.SECONDS);
        System.out.println("ready store://" + ProcessHandle.current().pid());
        Bus bus = new Bus(vertx);
        for (int number = 0; number < ROOMS; number++) {
            new SearchProgram(bus, number).append(1);
        }
    }

    static RoomId room(int number) {
        return new RoomId("room-" + number);
    }

    /** Of ten entries one edits and one deletes the message before it. */
    private Append request(long seq) {
        if (seq == 1) {
            return newRoom(room);
        }
        if (seq % 10 == 5) {
            return changes.edit("ann", seq - 1, "edited " + (seq - 1));
        }
        return seq % 10 == 8 ? changes.delete("ann", seq - 1) : say(room, "ann", "c" + seq, "said " + seq, 1);
    }

    private void append(long seq) {
        append(seq, request(seq));
    }

    /** Again, where a busy machine is too slow to answer in time. */
    private void append(long seq, Append request) {
        bus.call(MessageLog.APPEND, request).onComplete(appended -> {
            if (HubException.is(appended.cause(), ErrorCode.UNAVAILABLE)
                    || HubException.is(appended.cause(), ErrorCode.TOO_MANY)) {
                append(seq, request);
                return;
            }
            boolean isMade =
                    appended.succeeded() || (seq == 1 && HubException.is(appended.cause(), ErrorCode.CONFLICT));
            System.out.println((isMade ? "acked " : "refused ") + room + " " + seq);
            if (seq < LAST) {
                append(seq + 1);
            }
        });
    }
}
