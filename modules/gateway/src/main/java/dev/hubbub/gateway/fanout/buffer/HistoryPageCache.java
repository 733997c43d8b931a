// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Older entries from the store, for one event loop. Those that want the same page at the same time or soon after get
 * the same one, and so many are read at a time: when thousands come back, the store is asked for each page once.
 */
public final class HistoryPageCache {
    /** How many pages are read at a time. */
    static final int WIDTH = 16;

    private static final long MAX_LENGTH = 8_388_608;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Function<MessageLog.Read, Future<MessageLog.Slice>> store;
    private final AsyncSemaphore semaphore = new AsyncSemaphore(WIDTH);
    private final Map<Key, Future<List<RoomEntry>>> underWay = new HashMap<>();
    private final Cache<Key, List<RoomEntry>> recent = Caffeine.newBuilder()
            .executor(Runnable::run)
            .expireAfterWrite(KEPT)
            .maximumWeight(MAX_LENGTH)
            .weigher((Key key, List<RoomEntry> page) ->
                    page.stream().mapToInt(RoomEntry::length).sum())
            .build();

    private record Key(RoomId room, long from) {}

    public HistoryPageCache(Function<MessageLog.Read, Future<MessageLog.Slice>> store) {
        this.store = store;
    }

    /**
     * The entries from this one on, without a hole, as many as come in one reply; at least one if it is stored. If it was
     * deleted, the page begins with the first entry that is left. Pages end at round numbers, so that reads that began at
     * different places share the pages that follow.
     */
    public Future<List<RoomEntry>> from(RoomId room, long seq) {
        Key key = new Key(room, seq);
        List<RoomEntry> known = recent.getIfPresent(key);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Future<List<RoomEntry>> asked = underWay.get(key);
        if (asked != null) {
            return asked;
        }
        Future<List<RoomEntry>> page = semaphore
                .acquire(() -> store.apply(read(key)).compose(slice -> aboveFloor(key, slice)))
                .map(slice -> slice.entries().stream().map(RoomEntry::of).toList());
        underWay.put(key, page);
        page.onFailure(semaphore::refuse); // the others need not find out one after the other that the store is away
        return page.onComplete(either -> arrived(key, page));
    }

    /** How many pages are being read, or wait for it. */
    public int underWay() {
        return underWay.size();
    }

    /** How many characters are kept. Lets go of what is too old, also while no page is asked for. */
    public long length() {
        recent.cleanUp();
        return recent.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    private static MessageLog.Read read(Key key) {
        long last = (key.from() - 1) / Messages.MAX_PAGE * Messages.MAX_PAGE + Messages.MAX_PAGE;
        return new MessageLog.Read(key.room(), key.from(), last, false);
    }

    private Future<MessageLog.Slice> aboveFloor(Key key, MessageLog.Slice slice) {
        Long first = slice.first();
        return first == null || !slice.entries().isEmpty()
                ? Future.succeededFuture(slice)
                : store.apply(read(new Key(key.room(), first)));
    }

    private void arrived(Key key, Future<List<RoomEntry>> page) {
        underWay.remove(key);
        if (page.succeeded() && !page.result().isEmpty()) {
            recent.put(key, page.result());
        }
    }
}
