// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Describe;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.contract.search.SearchIndex;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.search.IndexSweep;
import dev.hubbub.persistence.search.SearchIndexer;
import dev.hubbub.persistence.search.SearchReader;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.writer.LogWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** The search for messages: the index is fed from the log, and asked. Without the search nothing of that runs. */
final class SearchRequests {
    private static final long SWEEP_MILLIS = 600_000;

    /** By then the nodes of a cluster know who writes which rooms. */
    private static final long FIRST_SWEEP_MILLIS = 2_000;

    private final Vertx vertx;
    private final Store store;
    private final PersistenceConfig config;
    private final SearchIndexer indexer;
    private List<Long> timers = List.of();
    private Runnable stopSweep = () -> {};

    SearchRequests(Vertx vertx, Store store, PersistenceConfig config) {
        this.vertx = vertx;
        this.store = store;
        this.config = config;
        indexer = new SearchIndexer(store, this::later, System::nanoTime);
    }

    private void later(long millis, Runnable task) {
        vertx.setTimer(millis, due -> task.run());
    }

    /** All effects of entries of a room up to this one are written. */
    void settled(RoomId room, long head) {
        if (config.search()) {
            indexer.settled(room, head);
        }
    }

    /** On every node, without shards: it reads the store. */
    Future<?> serve(Bus bus) {
        if (!config.search()) {
            return bus.serve(
                    SearchIndex.FIND,
                    asked -> Future.failedFuture(
                            new HubException(ErrorCode.FORBIDDEN, "this hub has no search for messages")));
        }
        return bus.serve(SearchIndex.FIND, new SearchReader(store, config.replyBytes())::find);
    }

    /** Looks for rooms that are not in the index, now and then. */
    void sweep(LogWriter writer, Shards shards) {
        if (!config.search()) {
            return;
        }
        IndexSweep sweep = new IndexSweep(
                store,
                indexer,
                room -> writer.describe(new Describe(room, List.of())),
                room -> shards.owns(Shard.of(room.value())),
                this::later);
        stopSweep = sweep::stop;
        timers = List.of(
                vertx.setTimer(FIRST_SWEEP_MILLIS, due -> sweep.run()),
                vertx.setPeriodic(SWEEP_MILLIS, due -> sweep.run()));
    }

    void registerMeters(ModuleMeters meters) {
        meters.gauge(
                "search.waiting.rooms",
                "rooms with entries that are not in the index of words",
                indexer,
                SearchIndexer::waiting);
        meters.counter(
                "search.indexed.messages",
                "messages that were written to the index of words, or taken out of it",
                indexer,
                SearchIndexer::indexed);
        meters.counter(
                "search.failures",
                "writes of the index of words that failed, and are repeated",
                indexer,
                SearchIndexer::failures);
    }

    /** Begins nothing more. Completes, never fails, when nothing is being written. */
    Future<Void> stop() {
        timers.forEach(vertx::cancelTimer);
        stopSweep.run();
        return indexer.stop();
    }
}
