// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.reads.Reads.Position;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the cursors of users, each at most once in {@value #PAUSE_MILLIS} ms and one write at a time. What comes meanwhile
 * goes together with the next write. If the node ends before that, the raises by sent messages are lost: the user's own
 * messages do not count as unread all the same.
 */
public final class CursorWriter {
    static final int MAX_CURSORS = 20_000;
    static final long PAUSE_MILLIS = 1_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final CursorStore store;
    private final Timer timer;
    private final int max;
    private final Map<Key, Slot> slots = new HashMap<>();

    /** Runs tasks later. */
    @FunctionalInterface
    public interface Timer {
        void after(long millis, Runnable task);
    }

    private record Key(UserId user, RoomId room) {}

    /** The writes of one cursor. */
    private static final class Slot {
        private @Nullable Next next;
        private @Nullable Future<Position> running;
        private boolean paused;
    }

    /** What goes with the next write. */
    private static final class Next {
        private final Promise<Position> reply = Promise.promise();
        private long seq;
        private long messages;
        private boolean read;
        private boolean told;

        void raise(long newSeq, long newMessages) {
            if (newSeq > seq) {
                seq = newSeq;
                messages = newMessages;
            }
        }
    }

    public CursorWriter(CursorStore store, Timer timer) {
        this(store, timer, MAX_CURSORS);
    }

    /** @param max how many cursors may be in work or pause at a time */
    CursorWriter(CursorStore store, Timer timer, int max) {
        this.store = store;
        this.timer = timer;
        this.max = max;
    }

    /** How many cursors were written in the last second, or wait; from any thread. */
    public int size() {
        return slots.size();
    }

    /**
     * A user has read a room so far. Completes with the cursor once it is stored.
     *
     * @param told whether the followers of the room are told
     */
    Future<Position> read(UserId user, RoomId room, long seq, boolean told) {
        Key key = new Key(user, room);
        if (isFull(key)) {
            return Future.failedFuture(HubException.tooMany("busy: too many users read at a time", RETRY_AFTER));
        }
        Next next = next(key);
        next.raise(seq, 0);
        next.read = true;
        next.told = told;
        writeNext(key);
        return next.reply.future();
    }

    /**
     * A user has sent a message.
     *
     * @param messages how many messages the room has up to it
     */
    void sent(UserId user, RoomId room, long seq, long messages) {
        Key key = new Key(user, room);
        if (!isFull(key)) {
            next(key).raise(seq, messages);
            writeNext(key);
        }
    }

    private boolean isFull(Key key) {
        return slots.size() >= max && !slots.containsKey(key);
    }

    private Next next(Key key) {
        Slot slot = slots.computeIfAbsent(key, first -> new Slot());
        Next next = slot.next == null ? new Next() : slot.next;
        slot.next = next;
        return next;
    }

    private void writeNext(Key key) {
        Slot slot = slots.get(key);
        if (slot == null || slot.running != null || slot.paused) {
            return;
        }
        if (slot.next == null) {
            slots.remove(key);
            return;
        }
        slot.paused = true;
        timer.after(PAUSE_MILLIS, () -> {
            slot.paused = false;
            writeNext(key);
        });
        Next next = slot.next;
        slot.next = null;
        Future<Position> running = write(key, next);
        slot.running = running;
        running.onComplete(written -> {
            slot.running = null;
            writeNext(key);
        });
    }

    private Future<Position> write(Key key, Next next) {
        return Future.<Void>succeededFuture()
                .compose(begun -> next.read
                        ? store.read(key.user(), key.room(), next.seq, next.told)
                        : store.sent(key.user(), key.room(), next.seq, next.messages))
                .onComplete(next.reply);
    }

    /** Writes what waits, without a pause. Completes, never fails, when each write was tried. */
    public Future<Void> flush() {
        List<Future<Position>> writes = new ArrayList<>();
        slots.forEach((key, slot) -> {
            if (slot.running != null) {
                writes.add(slot.running);
            }
            if (slot.next != null) {
                Next next = slot.next;
                slot.next = null;
                writes.add(write(key, next));
            }
        });
        return Future.join(writes).<Void>mapEmpty().otherwiseEmpty();
    }
}
