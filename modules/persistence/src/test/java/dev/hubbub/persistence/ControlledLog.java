// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
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
final class ControlledLog implements EntryStore {
    private final EntryStore log;
    private final AtomicInteger queries = new AtomicInteger();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final AtomicReference<Function<List<StoredEntry>, Future<Integer>>> next = new AtomicReference<>();
    private final AtomicReference<Future<?>> held = new AtomicReference<>(Future.succeededFuture());
    private final AtomicBoolean breakGet = new AtomicBoolean();
    private volatile boolean unreachable;
    private volatile boolean alwaysTaken;

    ControlledLog(EntryStore log) {
        this.log = log;
    }

    static Store inMemory() {
        Store store = Store.inMemory();
        return in(store);
    }

    /** The same store with its log under control. */
    static Store in(Store store) {
        return new Store(new ControlledLog(store.log()), store.rooms(), store.users(), store::close);
    }

    static ControlledLog of(Store store) {
        return (ControlledLog) store.log();
    }

    int queries() {
        return queries.get();
    }

    /** The sizes of the batches that came. */
    List<Integer> batches() {
        return batches;
    }

    void unreachable(boolean now) {
        unreachable = now;
    }

    /** As if another writer took each number and no read showed it. */
    void alwaysTaken(boolean now) {
        alwaysTaken = now;
    }

    /** The next batch is stored when the promise is completed. */
    Promise<Void> holdNext() {
        Promise<Void> release = Promise.promise();
        next.set(entries -> release.future().compose(released -> log.append(entries)));
        return release;
    }

    /** Of the next batch so many entries are stored, then the connection breaks. */
    void breakNextAfter(int count) {
        next.set(entries -> (count == 0 ? Future.succeededFuture() : log.append(entries.subList(0, count)))
                .compose(stored -> unavailable()));
    }

    /** Nobody waits for the next batch any more; it is stored when the result is run, as far as that is possible then. */
    Runnable giveUpNext() {
        AtomicReference<List<StoredEntry>> given = new AtomicReference<>();
        next.set(entries -> {
            given.set(entries);
            return unavailable();
        });
        return () -> log.append(given.get());
    }

    /** The next entries that are asked for by number are not given. */
    void breakNextGet() {
        breakGet.set(true);
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
        Function<List<StoredEntry>, Future<Integer>> instead = next.getAndSet(null);
        return instead == null ? log.append(entries) : instead.apply(entries);
    }

    @Override
    public Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        queries.incrementAndGet();
        return unreachable || breakGet.getAndSet(false) ? unavailable() : log.get(room, seqs);
    }

    @Override
    public Future<List<Head>> probe(RoomId room, Collection<Long> seqs) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : log.probe(room, seqs);
    }

    @Override
    public Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : held.get().compose(open -> log.behind(known));
    }

    /** Comparisons are answered when the future completes. */
    void holdComparisons(Future<?> until) {
        held.set(until);
    }

    @Override
    public Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        queries.incrementAndGet();
        return unreachable ? unavailable() : log.find(room, sender, key);
    }

    private static <T> Future<T> unavailable() {
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"));
    }
}
