// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares where the rooms are that this node follows with the store, so that an entry is found that the bus lost and
 * that nothing follows. A round takes {@link #TICKS} ticks and covers 5,000 rooms; with more rooms it takes longer, never
 * more requests at a time. One request is under way at most; rooms whose request failed wait for the next round.
 */
public final class HeadComparison {
    /** How many ticks a round has. */
    public static final int TICKS = 10;

    /** How many rooms go into one request. */
    static final int BATCH = 500;

    private static final Logger LOG = LoggerFactory.getLogger(HeadComparison.class);

    private final Function<MessageLog.Compare, Future<MessageLog.Behind>> store;
    private final Supplier<Future<List<Map<RoomId, Long>>>> positions;
    private final BiConsumer<RoomId, Long> behind;
    private final Deque<RoomId> round = new ArrayDeque<>();
    private int ticks = TICKS;
    private boolean busy;

    /**
     * @param store asks which rooms have more
     * @param positions where the rooms are, as each event loop sees it
     * @param behind told each room of which the store has more than this
     */
    public HeadComparison(
            Function<MessageLog.Compare, Future<MessageLog.Behind>> store,
            Supplier<Future<List<Map<RoomId, Long>>>> positions,
            BiConsumer<RoomId, Long> behind) {
        this.store = store;
        this.positions = positions;
        this.behind = behind;
    }

    /** How many rooms are still to be asked about in this round; from any thread. */
    public int waiting() {
        return round.size();
    }

    /** Asks about the next rooms, unless an answer is awaited or the round is through early. */
    public void tick() {
        ticks++;
        if (busy || (round.isEmpty() && ticks < TICKS)) {
            return;
        }
        busy = true;
        positions
                .get()
                .map(HeadComparison::smallest)
                .compose(this::ask)
                .onFailure(cause -> LOG.debug("rooms are not compared: {}", cause.getMessage()))
                .onComplete(either -> busy = false);
    }

    /** Event loops may be at different places; the one that has least misses most. */
    private static Map<RoomId, Long> smallest(List<Map<RoomId, Long>> all) {
        Map<RoomId, Long> smallest = new HashMap<>();
        all.forEach(one -> one.forEach((room, seq) -> smallest.merge(room, seq, Math::min)));
        return smallest;
    }

    private Future<Void> ask(Map<RoomId, Long> now) {
        if (round.isEmpty()) {
            round.addAll(now.keySet());
            ticks = 0;
        }
        Map<RoomId, Long> asked = new HashMap<>();
        while (asked.size() < BATCH && !round.isEmpty()) {
            RoomId room = round.poll();
            if (now.containsKey(room)) {
                asked.put(room, now.get(room));
            }
        }
        return asked.isEmpty() ? Future.succeededFuture() : compare(asked);
    }

    private Future<Void> compare(Map<RoomId, Long> asked) {
        List<MessageLog.Known> known = asked.entrySet().stream()
                .map(each -> new MessageLog.Known(each.getKey(), each.getValue()))
                .toList();
        return store.apply(new MessageLog.Compare(known)).map(answer -> {
            answer.rooms().forEach(room -> behind.accept(room, asked.get(room)));
            return null;
        });
    }
}
