// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Older entries from the store, for one event loop. Those that want the same page at the same time or soon after get
 * the same one, and so many are read at a time: when thousands come back, the store is asked for each page once. A page with
 * a text that is replaced or deleted is not kept, nor is one of a room that is no longer followed, whose changes pass unseen.
 */
public final class HistoryPageCache {
    /** How many pages are read at a time. */
    static final int WIDTH = 16;

    private static final long MAX_LENGTH = 8_388_608;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Function<MessageLog.Read, Future<MessageLog.Slice>> store;
    private final AsyncSemaphore semaphore = new AsyncSemaphore(WIDTH);
    private final Map<RoomId, Map<Key, PageRead>> underWay = new HashMap<>();
    private int reads;

    /** The pages in {@link #recent}, by room. */
    private final Map<RoomId, Set<Key>> kept = new HashMap<>();

    private final Cache<Key, List<RoomEntry>> recent = Caffeine.newBuilder()
            .executor(Runnable::run)
            .expireAfterWrite(KEPT)
            .maximumWeight(MAX_LENGTH)
            .weigher((Key key, List<RoomEntry> page) ->
                    page.stream().mapToInt(RoomEntry::length).sum())
            .removalListener(this::removed)
            .build();

    private record Key(RoomId room, long from) {}

    /** A page that is being read. */
    private static final class PageRead {
        private final Promise<List<RoomEntry>> page = Promise.promise();
        private boolean isOutdated;
        private boolean isForgotten;
    }

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
        Map<Key, PageRead> ofRoom = underWay.computeIfAbsent(room, first -> new HashMap<>());
        PageRead asked = ofRoom.get(key);
        if (asked != null) {
            return asked.page.future();
        }
        PageRead read = new PageRead();
        ofRoom.put(key, read);
        reads++;
        begin(key, read);
        return read.page.future();
    }

    /** What was read while a text was replaced may have the old one: then it is read again, once. */
    private void begin(Key key, PageRead read) {
        Future<List<RoomEntry>> page = semaphore.acquire(() -> inStore(key)).compose(first -> {
            boolean again = read.isOutdated;
            read.isOutdated = false;
            return again ? semaphore.acquire(() -> inStore(key)) : Future.succeededFuture(first);
        });
        page.onFailure(semaphore::refuse); // the others need not find out one after the other that the store is away
        page.onComplete(either -> arrived(key, read, page)).onComplete(read.page);
    }

    private Future<List<RoomEntry>> inStore(Key key) {
        return store.apply(read(key))
                .compose(slice -> aboveFloor(key, slice))
                .map(slice -> slice.entries().stream().map(RoomEntry::of).toList());
    }

    /** Lets go of the texts that this entry replaces or deletes. */
    public void dropOutdated(RoomEntry by) {
        if (by.rewrites() == null) {
            return;
        }
        underWay.getOrDefault(by.room(), Map.of()).values().forEach(read -> read.isOutdated = true);
        List.copyOf(kept.getOrDefault(by.room(), Set.of())).forEach(key -> {
            List<RoomEntry> page = recent.getIfPresent(key);
            if (page != null && page.stream().anyMatch(entry -> entry.isOutdatedBy(by))) {
                recent.invalidate(key);
            }
        });
    }

    /** The room is no longer followed. */
    public void forget(RoomId room) {
        Map<Key, PageRead> ofRoom = underWay.remove(room);
        if (ofRoom != null) {
            ofRoom.values().forEach(read -> read.isForgotten = true);
        }
        recent.invalidateAll(List.copyOf(kept.getOrDefault(room, Set.of())));
    }

    /** How many pages are being read, or wait for it. */
    public int underWay() {
        return reads;
    }

    /** How many characters are kept. Lets go of what is too old, also while no page is asked for. */
    public long length() {
        if (kept.isEmpty()) {
            return 0;
        }
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

    private void arrived(Key key, PageRead read, Future<List<RoomEntry>> page) {
        reads--;
        if (read.isForgotten) {
            return;
        }
        underWay.computeIfPresent(key.room(), (room, ofRoom) -> {
            ofRoom.remove(key);
            return ofRoom.isEmpty() ? null : ofRoom;
        });
        if (page.succeeded() && !page.result().isEmpty() && !read.isOutdated) {
            kept.computeIfAbsent(key.room(), first -> new HashSet<>()).add(key);
            recent.put(key, page.result());
        }
    }

    private void removed(@Nullable Key key, @Nullable List<RoomEntry> page, RemovalCause cause) {
        if (key != null && cause != RemovalCause.REPLACED) {
            kept.computeIfPresent(key.room(), (room, keys) -> {
                keys.remove(key);
                return keys.isEmpty() ? null : keys;
            });
        }
    }
}
