// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.MessageLog.Describe;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Numbers and stores the entries of all rooms. One write is in flight at a time; whatever is asked for meanwhile goes
 * with the next one. Its methods must be called on one context.
 */
final class LogWriter {
    private final Announcer announcer;
    private final BatchWriter batches;
    private final InstantSource clock;
    private final Courtesy courtesy;
    private final int maxPending;
    private final int maxPendingBytes;
    private final LoadedRooms rooms;
    private final Deque<RoomWriter> ready = new ArrayDeque<>();
    private final Promise<Void> drained = Promise.promise();
    private boolean writing;
    private boolean stopping;
    private int pending;
    private long pendingBytes;

    /** The number of the last look at the store, a read of a room or a write of a batch, that has begun. */
    private long looks;

    /** @param listeners are told each stored entry, those of a room in order */
    LogWriter(
            Store store, PersistenceConfig config, InstantSource clock, Courtesy courtesy, Consumer<Entry> listeners) {
        this.clock = clock;
        this.courtesy = courtesy;
        announcer = new Announcer(listeners, new History(store, config.replyBytes()));
        batches = new BatchWriter(store.log(), announcer, courtesy);
        maxPending = config.maxPending();
        maxPendingBytes = config.maxPendingBytes();
        RoomLoader loader = new RoomLoader(store);
        rooms = new LoadedRooms(
                config.maxLoadedRooms(), store.rooms(), room -> new RoomWriter(new KnownRoom(room, store, loader)));
    }

    Future<Appended> append(Append request) {
        return admitted(bytes(request.entry()), () -> {
            Draft.check(request.entry());
            RoomWriter room = rooms.get(request.room());
            Future<Appended> reply = room.append(request);
            schedule(room);
            return reply;
        });
    }

    Future<MessageLog.Room> describe(Describe request) {
        return admitted(0, () -> {
            RoomWriter room = rooms.get(request.room());
            PendingDescribe question = new PendingDescribe(request, looks);
            room.add(question);
            schedule(room);
            return question.reply();
        });
    }

    /** How many requests wait for the store. */
    int pending() {
        return pending;
    }

    /** How much memory the texts and lists of members of those take. */
    long pendingBytes() {
        return pendingBytes;
    }

    /** How many members the rooms in memory have. */
    int loadedMembers() {
        return rooms.members();
    }

    /** How many rooms are in memory. */
    int loadedRooms() {
        return rooms.size();
    }

    /** Takes no more work. Completes when what was asked for is answered and what is derived is written. */
    Future<Void> stop() {
        stopping = true;
        if (pending == 0) {
            drained.tryComplete();
        }
        return drained.future().compose(done -> rooms.clear());
    }

    private static long bytes(Entry entry) {
        return 2L * Draft.length(entry);
    }

    private <T> Future<T> admitted(long bytes, Supplier<Future<T>> work) {
        if (stopping || pending >= maxPending || pendingBytes + bytes > maxPendingBytes) {
            String text = stopping ? "stopping" : "too much waits for the store";
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, text));
        }
        pending++;
        pendingBytes += bytes;
        return Future.<Void>succeededFuture().compose(started -> work.get()).onComplete(answered -> {
            pending--;
            pendingBytes -= bytes;
            if (stopping && pending == 0) {
                drained.tryComplete();
            }
        });
    }

    private void schedule(RoomWriter room) {
        prepare(room);
        write();
    }

    private void prepare(RoomWriter room) {
        if (!room.isReady()) {
            rooms.rested(room);
            return;
        }
        room.scheduled(true);
        if (room.known().isBehind()) {
            catchUp(room);
        } else {
            ready.add(room);
        }
    }

    /** They are not under way any more. */
    private void release(List<RoomWriter> all) {
        all.forEach(room -> {
            room.scheduled(false);
            prepare(room);
        });
        write();
    }

    private void catchUp(RoomWriter room) {
        room.known()
                .catchUp(++looks)
                .compose(found -> announcer.announceNewest(room.known()))
                .recover(cause -> {
                    room.known().fallBehind(); // what was read may not have been announced
                    room.failAll(BatchWriter.unavailable(cause));
                    return Future.succeededFuture();
                })
                .onComplete(done -> release(List.of(room)));
    }

    private void write() {
        if (writing) {
            return;
        }
        writing = true;
        Batch batch = collect();
        if (batch.isEmpty()) {
            writing = false;
            return;
        }
        long began = System.nanoTime();
        boolean full = batch.isFull();
        batch.rooms().forEach(room -> room.scheduled(true));
        batches.write(batch).onComplete(done -> {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            rest(batch, full ? Future.succeededFuture() : courtesy.rest(millis));
            writing = false;
            write();
        });
    }

    /** A room whose number was taken does not rest: somebody else got in. Nor does one of which nothing was stored. */
    private void rest(Batch batch, Future<?> rest) {
        Map<Boolean, List<RoomWriter>> rooms = batch.rooms().stream()
                .collect(Collectors.partitioningBy(
                        room -> batch.wrote(room) && !room.known().isBehind()));
        release(rooms.get(false));
        rest.onComplete(over -> release(rooms.get(true)));
    }

    private Batch collect() {
        Batch batch = new Batch(clock.instant(), ++looks);
        while (!batch.isFull() && !ready.isEmpty()) {
            RoomWriter room = ready.poll();
            room.fill(batch);
            room.scheduled(false);
            prepare(room); // does nothing while it has entries in flight
        }
        return batch;
    }
}
