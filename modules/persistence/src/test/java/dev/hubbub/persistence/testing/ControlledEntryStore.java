// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.Outcome;
import dev.hubbub.persistence.log.OwnMessages;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts calls, and fails or delays them on demand. */
public final class ControlledEntryStore implements EntryStore {
    private final EntryStore delegate;
    private final AtomicInteger queries = new AtomicInteger();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final AtomicReference<Function<List<StoredEntry>, Future<AppendResult>>> replacement =
            new AtomicReference<>();
    private final AtomicReference<Future<?>> headCheckGate = new AtomicReference<>(Future.succeededFuture());
    private final AtomicReference<Future<?>> headerGate = new AtomicReference<>(Future.succeededFuture());
    private final AtomicBoolean failNextGet = new AtomicBoolean();
    private final AtomicBoolean failNextErase = new AtomicBoolean();
    private volatile boolean unreachable;
    private volatile boolean alwaysTaken;
    private volatile long first = 1;

    public ControlledEntryStore(EntryStore delegate) {
        this.delegate = delegate;
    }

    public static Store inMemory() {
        Store store = MemoryStore.create();
        return wrap(store);
    }

    /** The same store with a controlled entry store. */
    public static Store wrap(Store store) {
        return new Store(
                new ControlledEntryStore(store.entries()),
                store.rooms(),
                store.userRooms(),
                store.members(),
                store.records(),
                store.search(),
                store.calls(),
                store::close);
    }

    public static ControlledEntryStore of(Store store) {
        return (ControlledEntryStore) store.entries();
    }

    public int queries() {
        return queries.get();
    }

    /** The sizes of all batches. */
    public List<Integer> batches() {
        return batches;
    }

    public void unreachable(boolean now) {
        unreachable = now;
    }

    /** Each number is taken, and no read shows the entry that took it. */
    public void alwaysTaken(boolean now) {
        alwaysTaken = now;
    }

    /** Entries below this one are gone, in each room. */
    public void hideBelow(long seq) {
        first = seq;
    }

    private List<Long> remaining(Collection<Long> seqs) {
        return seqs.stream().filter(seq -> seq >= first).toList();
    }

    /** The next batch is stored when the promise is completed. */
    public Promise<Void> holdNext() {
        Promise<Void> release = Promise.promise();
        replacement.set(entries -> release.future().compose(released -> delegate.append(entries)));
        return release;
    }

    /** The next batch fails after this many entries were stored. */
    public void failNextAfter(int count) {
        replacement.set(entries -> (count == 0
                        ? Future.<AppendResult>succeededFuture()
                        : delegate.append(entries.subList(0, count)))
                .compose(stored -> unavailable()));
    }

    /** The next batch fails; it is stored late, as far as possible, when the result is run. */
    public Runnable failNextAndStoreLate() {
        AtomicReference<List<StoredEntry>> given = new AtomicReference<>();
        replacement.set(entries -> {
            given.set(entries);
            return unavailable();
        });
        return () -> delegate.append(given.get());
    }

    /** The next read of entries by number fails. */
    public void failNextGet() {
        failNextGet.set(true);
    }

    /** The next erasure fails. */
    public void failNextErase() {
        failNextErase.set(true);
    }

    @Override
    public Future<AppendResult> append(List<StoredEntry> entries) {
        batches.add(entries.size());
        if (unreachable) {
            return unavailable();
        }
        if (alwaysTaken) {
            return Future.succeededFuture(AppendResult.ofEach(entries, entry -> Outcome.COLLIDED));
        }
        Function<List<StoredEntry>, Future<AppendResult>> once = replacement.getAndSet(null);
        return once == null ? delegate.append(entries) : once.apply(entries);
    }

    @Override
    public Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        queries.incrementAndGet();
        return unreachable || failNextGet.getAndSet(false) ? unavailable() : delegate.get(room, remaining(seqs));
    }

    @Override
    public Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs) {
        queries.incrementAndGet();
        return unreachable
                ? unavailable()
                : headerGate.get().compose(open -> delegate.getHeaders(room, remaining(seqs)));
    }

    /** Headers are read when the future completes. */
    public void holdHeaders(Future<?> until) {
        headerGate.set(until);
    }

    @Override
    public Future<List<StoredEntry>> get(Collection<EntryId> ids) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : delegate.get(remainingIds(ids));
    }

    @Override
    public Future<Map<EntryId, EntryHeader>> getHeaders(Collection<EntryId> ids) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : delegate.getHeaders(remainingIds(ids));
    }

    private List<EntryId> remainingIds(Collection<EntryId> ids) {
        return ids.stream().filter(id -> id.seq() >= first).toList();
    }

    @Override
    public Future<Map<RoomId, EntryHeader>> heads(Collection<RoomId> rooms) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : delegate.heads(rooms);
    }

    @Override
    public Future<Map<RoomId, OwnMessages>> ownAfter(UserId sender, Collection<EntryId> after) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : delegate.ownAfter(sender, after);
    }

    @Override
    public Future<List<RoomId>> rooms(@Nullable RoomId after, int limit) {
        return unreachable ? unavailable() : delegate.rooms(after, limit);
    }

    @Override
    public Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : headCheckGate.get().compose(open -> delegate.behind(known));
    }

    /** Head checks are answered when the future completes. */
    public void holdHeadChecks(Future<?> until) {
        headCheckGate.set(until);
    }

    @Override
    public Future<Integer> forgetKeys(Instant before) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : delegate.forgetKeys(before);
    }

    @Override
    public Future<List<StoredEntry>> replies(RoomId room, long thread, @Nullable Long after, int limit) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : delegate.replies(room, thread, after, limit);
    }

    @Override
    public Future<Void> erase(Collection<StoredEntry> erased) {
        return unreachable || failNextErase.getAndSet(false) ? unavailable() : delegate.erase(erased);
    }

    @Override
    public Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : delegate.find(room, sender, key);
    }

    private static <T> Future<T> unavailable() {
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"));
    }
}
