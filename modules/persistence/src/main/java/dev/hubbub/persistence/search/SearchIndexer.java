// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.search.IndexUpdate;
import dev.hubbub.persistence.store.search.IndexedMessage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the index of words by position: it reads on in the log of each room from the entry up to which the room is indexed,
 * in rounds of some rooms, after their entries were acked. Used on one context.
 */
public final class SearchIndexer {
    /** What waits for more rooms is left to the next load of the room, or to {@link IndexSweep}. */
    private static final int MAX_ROOMS = 20_000;

    /** How many rooms, and about how many entries, one write of the index has. */
    private static final int ROUND_ROOMS = 16;

    private static final int ROUND_ENTRIES = 200;

    /** Messages of so long go into the index together. */
    private static final long PAUSE_MILLIS = 50;

    /** Where more is left, and others use the store, it is left to them for so many times as long as a round took. */
    private static final int SHARE_OF_OTHERS = 2;

    private static final long RETRY_MILLIS = 1_000;
    private static final long MAX_RETRY_MILLIS = 30_000;
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndexer.class);

    private final Store store;
    private final CurrentTexts texts;
    private final Delay delay;
    private final LongSupplier nanos;
    private final Map<RoomId, Long> heads = new LinkedHashMap<>();
    private final Map<RoomId, Long> positions = new LinkedHashMap<>(16, 0.75f, true);
    private Future<Void> last = Future.succeededFuture();
    private boolean scheduled;
    private boolean stopped;
    private long retryMillis = RETRY_MILLIS;
    private long indexed;
    private long failures;

    /** @param nanos a count that never goes back */
    public SearchIndexer(Store store, Delay delay, LongSupplier nanos) {
        this.store = store;
        this.texts = new CurrentTexts(store);
        this.delay = delay;
        this.nanos = nanos;
    }

    /** All effects of entries of a room up to this one are written. */
    public void settled(RoomId room, long head) {
        Long known = positions.get(room);
        boolean isIndexed = known != null && known >= head;
        if (isIndexed || stopped || (heads.size() >= MAX_ROOMS && !heads.containsKey(room))) {
            return;
        }
        heads.merge(room, head, Math::max);
        schedule(PAUSE_MILLIS);
    }

    /** How many rooms have entries that are not in the index. */
    public int waiting() {
        return heads.size();
    }

    /** How many messages were written to the index or taken out of it. */
    public long indexed() {
        return indexed;
    }

    /** How many writes of the index failed. */
    public long failures() {
        return failures;
    }

    /** Begins nothing more. Completes when nothing is being written. */
    public Future<Void> stop() {
        stopped = true;
        return last;
    }

    private void schedule(long millis) {
        if (!scheduled) {
            scheduled = true;
            delay.run(millis, this::begin);
        }
    }

    private void begin() {
        if (stopped) {
            return;
        }
        long began = nanos.getAsLong();
        last = round().transform(done -> {
            scheduled = false;
            long millis = done.succeeded() ? pause(done.result(), nanos.getAsLong() - began) : failed(done.cause());
            if (!heads.isEmpty() && !stopped) {
                schedule(millis);
            }
            return Future.succeededFuture();
        });
    }

    private long pause(boolean isBehind, long tookNanos) {
        retryMillis = RETRY_MILLIS;
        if (!isBehind) {
            return PAUSE_MILLIS;
        }
        boolean isShared = store.calls().getAsInt() > 0;
        return isShared ? Math.max(1, SHARE_OF_OTHERS * TimeUnit.NANOSECONDS.toMillis(tookNanos)) : 1;
    }

    private long failed(Throwable cause) {
        failures++;
        LOG.debug("messages are not in the index yet", cause);
        long millis = retryMillis;
        retryMillis = Math.min(2 * retryMillis, MAX_RETRY_MILLIS);
        return millis;
    }

    /** Completes with whether entries are left that were there when it began. */
    private Future<Boolean> round() {
        List<RoomId> rooms = heads.keySet().stream().limit(ROUND_ROOMS).toList();
        Map<RoomId, Long> wanted = new HashMap<>();
        rooms.forEach(room -> wanted.put(room, heads.get(room)));
        return positions(rooms).compose(known -> parts(wanted)).compose(parts -> write(parts)
                .map(written -> heads.size() > rooms.size() || !isDone(wanted)));
    }

    private boolean isDone(Map<RoomId, Long> wanted) {
        return wanted.entrySet().stream()
                .allMatch(each -> positions.getOrDefault(each.getKey(), 0L) >= each.getValue());
    }

    private Future<Void> positions(List<RoomId> rooms) {
        List<RoomId> unknown =
                rooms.stream().filter(room -> !positions.containsKey(room)).toList();
        return unknown.isEmpty()
                ? Future.succeededFuture()
                : store.search()
                        .indexed(unknown)
                        .onSuccess(found -> unknown.forEach(room -> keep(room, found.getOrDefault(room, 0L))))
                        .mapEmpty();
    }

    private void keep(RoomId room, long position) {
        positions.merge(room, position, Math::max);
        while (positions.size() > MAX_ROOMS) {
            positions.remove(positions.keySet().iterator().next());
        }
    }

    private Future<Map<RoomId, CurrentTexts.Part>> parts(Map<RoomId, Long> wanted) {
        int entries = Math.min(CurrentTexts.MAX_ENTRIES, ROUND_ENTRIES / Math.max(1, wanted.size()));
        Map<RoomId, CurrentTexts.Part> parts = new HashMap<>();
        List<Future<?>> reads = new ArrayList<>();
        wanted.forEach((room, head) -> {
            long position = positions.getOrDefault(room, 0L);
            reads.add(
                    position >= head
                            ? Future.succeededFuture(parts.put(room, new CurrentTexts.Part(List.of(), position)))
                            : texts.read(room, position + 1, Math.min(head, position + entries))
                                    .onSuccess(part -> parts.put(room, part)));
        });
        return Future.join(reads).map(parts);
    }

    private Future<Void> write(Map<RoomId, CurrentTexts.Part> parts) {
        List<IndexedMessage> messages = parts.values().stream()
                .flatMap(part -> part.messages().stream())
                .toList();
        Map<RoomId, Long> upTo = new HashMap<>();
        parts.forEach((room, part) -> upTo.put(room, part.upTo()));
        return store.search().write(new IndexUpdate(messages, upTo)).onSuccess(done -> {
            indexed += messages.size();
            upTo.forEach(this::moved);
        });
    }

    /** What is left of the room waits behind the other rooms. */
    private void moved(RoomId room, long position) {
        keep(room, position);
        Long head = heads.remove(room);
        if (head != null && head > position) {
            heads.put(room, head);
        }
    }
}
