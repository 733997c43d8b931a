// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.metered;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.OwnMessages;
import dev.hubbub.persistence.log.StoredEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the entries that are stored, and measures how long calls of the log take, those that wait or fail included. */
public final class MeteredEntryStore implements EntryStore {
    private static final String SECONDS = "how long the store takes for a call on the log of rooms, with its wait";

    private final EntryStore store;
    private final StoreHealth health;
    private final Timer writes;
    private final Timer reads;
    private final Counter messages;
    private final Counter others;
    private final Counter failures;

    /** @param health is told how calls end */
    public MeteredEntryStore(EntryStore store, StoreHealth health, ModuleMeters meters) {
        this.store = store;
        this.health = health;
        this.writes = meters.timer("store.latency", SECONDS, "call", "write");
        this.reads = meters.timer("store.latency", SECONDS, "call", "read");
        this.messages = stored(meters, "message");
        this.others = stored(meters, "other");
        meters.gauge(
                "store.up",
                "1 while the store answers, 0 when the newest read failed, or a write in the last minute",
                health,
                StoreHealth::up);
        this.failures = meters.counter("store.failures", "calls on the log of rooms that the store failed");
    }

    private static Counter stored(ModuleMeters meters, String kind) {
        return meters.counter(
                "stored.entries", "entries that this node has stored: messages, and others", "kind", kind);
    }

    private <T> Future<T> measureRead(Supplier<Future<T>> call) {
        return measure(reads, call).onComplete(health::read);
    }

    private <T> Future<T> measure(Timer timer, Supplier<Future<T>> call) {
        long start = System.nanoTime();
        return call.get().onComplete(ended -> {
            timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            if (ended.failed()) {
                failures.increment();
            }
        });
    }

    @Override
    public Future<AppendResult> append(List<StoredEntry> entries) {
        return measure(writes, () -> store.append(entries))
                .onComplete(health::written)
                .onSuccess(result -> count(entries, result));
    }

    private void count(List<StoredEntry> entries, AppendResult result) {
        for (int i = 0; i < entries.size(); i++) {
            if (result.outcomes().get(i).isStored()) {
                Counter kind = MessageEntry.KIND.is(entries.get(i).entry()) ? messages : others;
                kind.increment();
            }
        }
    }

    @Override
    public Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        return measureRead(() -> store.get(room, seqs));
    }

    @Override
    public Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs) {
        return measureRead(() -> store.getHeaders(room, seqs));
    }

    @Override
    public Future<List<StoredEntry>> get(Collection<EntryId> ids) {
        return measure(reads, () -> store.get(ids));
    }

    @Override
    public Future<Map<EntryId, EntryHeader>> getHeaders(Collection<EntryId> ids) {
        return measure(reads, () -> store.getHeaders(ids));
    }

    @Override
    public Future<Map<RoomId, EntryHeader>> heads(Collection<RoomId> rooms) {
        return measure(reads, () -> store.heads(rooms));
    }

    @Override
    public Future<Map<RoomId, OwnMessages>> ownAfter(UserId sender, Collection<EntryId> after) {
        return measure(reads, () -> store.ownAfter(sender, after));
    }

    @Override
    public Future<List<RoomId>> rooms(@Nullable RoomId after, int limit) {
        return measure(reads, () -> store.rooms(after, limit));
    }

    @Override
    public Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        return measureRead(() -> store.behind(known));
    }

    @Override
    public Future<Integer> forgetKeys(Instant before) {
        return store.forgetKeys(before); // in the background, and not urgent
    }

    @Override
    public Future<List<StoredEntry>> replies(RoomId room, long thread, @Nullable Long after, int limit) {
        return measureRead(() -> store.replies(room, thread, after, limit));
    }

    @Override
    public Future<Void> erase(Collection<StoredEntry> erased) {
        return measure(writes, () -> store.erase(erased));
    }

    @Override
    public Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        return measureRead(() -> store.find(room, sender, key));
    }
}
