// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.store.RoomSummary;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for rooms whose messages are not all in the index, and loads them, which has them indexed: what a process left that was
 * killed, and the rooms of older versions of the hub. A few rooms at a time, so that nothing else waits for it.
 */
public final class IndexSweep {
    private static final int PAGE = 100;
    private static final int MAX_WAITING = 32;
    private static final long PAUSE_MILLIS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(IndexSweep.class);

    private final Store store;
    private final SearchIndexer indexer;
    private final Function<RoomId, Future<?>> loader;
    private final Predicate<RoomId> isOwn;
    private final Delay delay;
    private boolean running;
    private boolean stopped;

    /**
     * @param loader loads a room, which tells the indexer of it
     * @param isOwn whether this node writes the room
     */
    public IndexSweep(
            Store store,
            SearchIndexer indexer,
            Function<RoomId, Future<?>> loader,
            Predicate<RoomId> isOwn,
            Delay delay) {
        this.store = store;
        this.indexer = indexer;
        this.loader = loader;
        this.isOwn = isOwn;
        this.delay = delay;
    }

    /** Looks at all rooms. Completes, never fails; what fails is done the next time. */
    public Future<Void> run() {
        if (running || stopped) {
            return Future.succeededFuture();
        }
        running = true;
        return page(null)
                .recover(cause -> {
                    LOG.debug("not all rooms are in the index yet: {}", cause.getMessage());
                    return Future.succeededFuture();
                })
                .onComplete(done -> running = false);
    }

    /** Loads no more rooms. */
    public void stop() {
        stopped = true;
    }

    private Future<Void> page(@Nullable RoomId after) {
        return store.entries().rooms(after, PAGE).compose(rooms -> behind(rooms)
                .compose(behind -> load(behind, 0))
                .compose(done ->
                        rooms.size() < PAGE || stopped ? Future.succeededFuture() : page(rooms.get(rooms.size() - 1))));
    }

    private Future<List<RoomId>> behind(List<RoomId> rooms) {
        List<RoomId> own = rooms.stream().filter(isOwn).toList();
        if (own.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Future<Map<RoomId, EntryHeader>> heads = store.entries().heads(own);
        Future<Map<RoomId, RoomSummary>> summaries = store.rooms().summaries(own);
        Future<Map<RoomId, Long>> indexed = store.search().indexed(own);
        return Future.all(heads, summaries, indexed).map(read -> heads.result().entrySet().stream()
                .filter(each -> each.getValue().seq() > indexed.result().getOrDefault(each.getKey(), 0L))
                .map(Map.Entry::getKey)
                .filter(room -> !isEphemeral(summaries.result().get(room)))
                .toList());
    }

    private static boolean isEphemeral(@Nullable RoomSummary summary) {
        return summary != null && summary.details().isEphemeral();
    }

    private Future<Void> load(List<RoomId> rooms, int next) {
        if (next >= rooms.size() || stopped) {
            return Future.succeededFuture();
        }
        if (indexer.waiting() >= MAX_WAITING) {
            Promise<Void> paused = Promise.promise();
            delay.run(PAUSE_MILLIS, paused::complete);
            return paused.future().compose(done -> load(rooms, next));
        }
        return loader.apply(rooms.get(next)).transform(loaded -> load(rooms, next + 1));
    }
}
