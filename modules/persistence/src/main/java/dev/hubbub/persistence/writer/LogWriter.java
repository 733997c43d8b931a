// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.load.AdmissionControl;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.Memberships.Change;
import dev.hubbub.contract.messages.Memberships.Changed;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.MessageLog.Describe;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.ephemeral.EphemeralRooms;
import dev.hubbub.persistence.read.HistoryReader;
import dev.hubbub.persistence.room.CachedRoom;
import dev.hubbub.persistence.room.MissingRoom;
import dev.hubbub.persistence.room.RoomLoader;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Numbers and stores the entries of all rooms. One write is in flight at a time; requests that arrive meanwhile go with
 * the next one, as many as the store writes in a short time. Its methods must be called on one context.
 */
public final class LogWriter {
    private final BatchWriter batchWriter;
    private final Clocks clocks;
    private final WriterBackoff backoff;
    private final AdmissionControl admission;
    private final PendingRequests pending;
    private final BatchLimit limit = new BatchLimit();
    private final RoomWriterCache writers;
    private final Consumer<Memberships.Moved> moved;
    private final EphemeralRooms windows;
    private final EphemeralMessages unstored;
    private final Deque<RoomWriter> ready = new ArrayDeque<>();
    private boolean writing;

    /** The number of the last round trip to the store that has begun: a read of a room or a write of a batch. */
    private long roundTrips;

    /**
     * Where the times come from.
     *
     * @param instants the times of entries
     * @param nanos never goes back: how long something takes
     */
    public record Clocks(InstantSource instants, LongSupplier nanos) {
        public static Clocks system() {
            return new Clocks(InstantSource.system(), System::nanoTime);
        }
    }

    /**
     * What is told of what was stored.
     *
     * @param entries gets all entries that were stored together, in order within a room
     * @param moved gets each user who joined or left by itself, without an entry
     * @param settled gets up to which entry a room is stored with all its effects
     */
    public record Listeners(
            Consumer<List<Entry>> entries, Consumer<Memberships.Moved> moved, BiConsumer<RoomId, Long> settled) {}

    public LogWriter(Store store, PersistenceConfig config, Clocks clocks, WriterBackoff backoff, Listeners listeners) {
        this.clocks = clocks;
        this.backoff = backoff;
        admission = new AdmissionControl(clocks.nanos());
        pending = new PendingRequests(config, admission);
        HistoryReader history = new HistoryReader(store, config.replyBytes());
        batchWriter = new BatchWriter(store.entries(), history, backoff, listeners.entries());
        moved = listeners.moved();
        windows = new EphemeralRooms(store.records(), clocks.instants());
        unstored = new EphemeralMessages(windows, clocks.instants(), batchWriter::publish);
        RoomLoader loader = new RoomLoader(store);
        MissingRoom missing = new MissingRoom(store);
        writers = new RoomWriterCache(
                config.maxLoadedRooms(),
                store.rooms(),
                room -> new RoomWriter(
                        new CachedRoom(room, store, loader, listeners.settled()), admission, missing, windows));
    }

    public Future<Appended> append(Append request) {
        return pending.take(request.room(), bytes(request.entry()), () -> {
            RoomWriter writer = writers.get(request.room());
            Future<Appended> reply = writer.append(request);
            schedule(writer);
            return reply;
        });
    }

    public Future<MessageLog.Room> describe(Describe request) {
        return pending.take(request.room(), 0, () -> {
            RoomWriter writer = writers.get(request.room());
            PendingDescribe pendingDescribe = new PendingDescribe(request, roundTrips, admission.now());
            writer.enqueue(pendingDescribe);
            schedule(writer);
            return pendingDescribe.reply();
        });
    }

    /** A user joins or leaves by itself, where members are kept beside the log. */
    public Future<Changed> change(Change request) {
        return pending.take(request.room(), 0, () -> {
            RoomWriter writer = writers.get(request.room());
            PendingChange change = new PendingChange(request, admission.now());
            writer.enqueue(change);
            schedule(writer);
            return change.reply().map(changed -> tell(writer, request, changed));
        });
    }

    private Changed tell(RoomWriter writer, Change request, Changed changed) {
        if (!unstored.tell(writer.room(), request)) {
            boolean isMember = request.role() != null && request.role().isMember();
            moved.accept(new Memberships.Moved(request.room(), request.user(), isMember));
        }
        return windows.find(request.room())
                .map(window -> new Changed(request.room(), window.head()))
                .orElse(changed);
    }

    /** The windows of the rooms whose messages are not stored. */
    public EphemeralRooms windows() {
        return windows;
    }

    /** How many requests are pending. */
    public int pending() {
        return pending.count();
    }

    /** How much memory the texts and lists of members of pending requests take. */
    public long pendingBytes() {
        return pending.bytes();
    }

    /** How many requests were refused because the store is too slow for all. */
    public long refused() {
        return pending.refused();
    }

    /** How long a request will wait, in seconds; 0 while that is not known. */
    public double waitSeconds() {
        return admission.estimatedWait().toMillis() / 1_000.0;
    }

    /** How many entries the next batch may have. */
    public int batchLimit() {
        return limit.entries();
    }

    /** How many members the rooms in memory have. */
    public int loadedMembers() {
        return writers.members();
    }

    /** How many rooms are in memory. */
    public int loadedRooms() {
        return writers.size();
    }

    /** Takes no more requests. Completes when the pending ones are answered and the projections are written. */
    public Future<Void> stop() {
        return pending.stop().compose(done -> writers.clear());
    }

    private static long bytes(Entry entry) {
        return 2L * entry.length();
    }

    private void schedule(RoomWriter writer) {
        queueIfReady(writer);
        write();
    }

    private void queueIfReady(RoomWriter writer) {
        if (writer.isEphemeral() && !writer.isWriting()) {
            unstored.sendFrom(writer);
        }
        if (!writer.isReady()) {
            writers.onIdle(writer);
            return;
        }
        writer.setScheduled(true);
        if (writer.room().isBehind()) {
            catchUp(writer);
        } else {
            ready.add(writer);
        }
    }

    /** These writers may be scheduled again, once the effects of their entries are written. */
    private void release(List<RoomWriter> all) {
        all.forEach(writer -> {
            if (writer.room().isFolding()) {
                writer.room().folded().onComplete(done -> release(List.of(writer)));
            } else {
                writer.setScheduled(false);
                queueIfReady(writer);
            }
        });
        write();
    }

    private void catchUp(RoomWriter writer) {
        writer.room()
                .catchUp(++roundTrips)
                .compose(found -> batchWriter.publishNewest(writer.room()))
                .compose(published -> writer.openWindow())
                .<Void>mapEmpty()
                .recover(cause -> {
                    writer.room().markBehind(); // the head may not have been published
                    writer.failAll(BatchWriter.unavailable(cause));
                    return Future.succeededFuture();
                })
                .onComplete(done -> release(List.of(writer)));
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
        long began = clocks.nanos().getAsLong();
        int count = batch.size();
        boolean full = batch.isLargest();
        batch.writers().forEach(writer -> writer.setScheduled(true));
        batchWriter.write(batch).onComplete(done -> {
            long nanos = clocks.nanos().getAsLong() - began;
            limit.written(count, nanos);
            long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
            releaseWriters(batch, full ? Future.succeededFuture() : backoff.delay(millis));
            writing = false;
            write();
        });
    }

    /** Delays the rooms with a stored entry, except those whose number was taken: there another writer got in. */
    private void releaseWriters(Batch batch, Future<?> delay) {
        Predicate<RoomWriter> isDelayed =
                writer -> batch.hasStored(writer) && !writer.room().isBehind();
        List<RoomWriter> delayed = batch.writers().stream().filter(isDelayed).toList();
        release(batch.writers().stream().filter(isDelayed.negate()).toList());
        delay.onComplete(over -> release(delayed));
    }

    private Batch collect() {
        Batch batch = new Batch(clocks.instants().instant(), ++roundTrips, limit.entries());
        while (!batch.isFull() && !ready.isEmpty()) {
            RoomWriter writer = ready.poll();
            writer.fill(batch);
            writer.setScheduled(false);
            queueIfReady(writer); // does nothing while it has entries in flight
        }
        return batch;
    }
}
