// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A log that counts what it is asked, and fails or waits when a test says so. */
public final class ControlledEntryStore implements EntryStore {
    private final EntryStore delegate;
    private final AtomicInteger queries = new AtomicInteger();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final AtomicReference<Function<List<StoredEntry>, Future<Integer>>> replacement = new AtomicReference<>();
    private final AtomicReference<Future<?>> comparisonGate = new AtomicReference<>(Future.succeededFuture());
    private final AtomicBoolean failNextGet = new AtomicBoolean();
    private volatile boolean unreachable;
    private volatile boolean alwaysTaken;

    public ControlledEntryStore(EntryStore delegate) {
        this.delegate = delegate;
    }

    public static Store inMemory() {
        Store store = MemoryStore.create();
        return wrap(store);
    }

    /** The same store with its log under control. */
    public static Store wrap(Store store) {
        return new Store(new ControlledEntryStore(store.entries()), store.rooms(), store.users(), store::close);
    }

    public static ControlledEntryStore of(Store store) {
        return (ControlledEntryStore) store.entries();
    }

    public int queries() {
        return queries.get();
    }

    /** The sizes of the batches that came. */
    public List<Integer> batches() {
        return batches;
    }

    public void unreachable(boolean now) {
        unreachable = now;
    }

    /** As if another writer took each number and no read showed it. */
    public void alwaysTaken(boolean now) {
        alwaysTaken = now;
    }

    /** The replacement batch is stored when the promise is completed. */
    public Promise<Void> holdNext() {
        Promise<Void> release = Promise.promise();
        replacement.set(entries -> release.future().compose(released -> delegate.append(entries)));
        return release;
    }

    /** Of the replacement batch so many entries are stored, then the connection breaks. */
    public void failNextAfter(int count) {
        replacement.set(entries -> (count == 0 ? Future.succeededFuture() : delegate.append(entries.subList(0, count)))
                .compose(stored -> unavailable()));
    }

    /** Nobody waits for the replacement batch any more; it is stored when the result is run, as far as that is possible then. */
    public Runnable giveUpNext() {
        AtomicReference<List<StoredEntry>> given = new AtomicReference<>();
        replacement.set(entries -> {
            given.set(entries);
            return unavailable();
        });
        return () -> delegate.append(given.get());
    }

    /** The replacement entries that are asked for by number are not given. */
    public void failNextGet() {
        failNextGet.set(true);
    }

    @Override
    public Future<Integer> append(List<StoredEntry> entries) {
        batches.add(entries.size());
        if (unreachable) {
            return unavailable();
        }
        if (alwaysTaken) {
            return Future.succeededFuture(0);
        }
        Function<List<StoredEntry>, Future<Integer>> once = replacement.getAndSet(null);
        return once == null ? delegate.append(entries) : once.apply(entries);
    }

    @Override
    public Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        queries.incrementAndGet();
        return unreachable || failNextGet.getAndSet(false) ? unavailable() : delegate.get(room, seqs);
    }

    @Override
    public Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : delegate.getHeaders(room, seqs);
    }

    @Override
    public Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : comparisonGate.get().compose(open -> delegate.behind(known));
    }

    /** Comparisons are answered when the future completes. */
    public void holdComparisons(Future<?> until) {
        comparisonGate.set(until);
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
