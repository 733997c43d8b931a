// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through all rooms of the store in rounds, so that no entry is missed: neither one whose event the bus lost, nor one that
 * was stored while no node had the shard. A round takes {@link #TICKS} ticks and covers 5,000 rooms; with more rooms it takes longer,
 * never more requests at a time. A page that failed is asked for again.
 */
final class RoomScan {
    /** How many ticks a round has at least. */
    static final int TICKS = 10;

    /** How many rooms a page has. */
    static final int PAGE = 500;

    private static final Logger LOG = LoggerFactory.getLogger(RoomScan.class);

    private final Bus bus;
    private final List<Listener> listeners;
    private final IntPredicate owned;
    private @Nullable RoomId after;
    private boolean running; // a round
    private boolean busy;
    private int ticks = TICKS;

    /** @param owned the shards that this node has */
    RoomScan(Bus bus, List<Listener> listeners, IntPredicate owned) {
        this.bus = bus;
        this.listeners = listeners;
        this.owned = owned;
    }

    /** Looks at the next rooms, unless an answer is awaited or the round is through early. */
    void tick() {
        ticks++;
        listeners.forEach(Listener::tick);
        if (busy || (!running && ticks < TICKS)) {
            return;
        }
        busy = true;
        begin().compose(begun -> page())
                .onFailure(cause -> LOG.debug("rooms are not compared: {}", cause.getMessage()))
                .onComplete(either -> busy = false);
    }

    private Future<?> begin() {
        if (running) {
            return Future.succeededFuture();
        }
        ticks = 0;
        List<Integer> shards = shards();
        return Future.all(listeners.stream()
                        .map(listener -> listener.start().beginRound(shards))
                        .toList())
                .onSuccess(begun -> {
                    running = true;
                    after = null;
                });
    }

    private Future<?> page() {
        return bus.call(MessageLog.LIST, new MessageLog.ListRooms(after, PAGE)).compose(page -> {
            List<RoomId> rooms = page.rooms().stream()
                    .filter(room -> owned.test(Shard.of(room.value())))
                    .toList();
            return compare(rooms).compose(compared -> advance(page));
        });
    }

    /** One listener after the other: the store compares for few at a time. */
    private Future<Void> compare(List<RoomId> rooms) {
        Future<Void> done = Future.succeededFuture();
        for (Listener listener : listeners) {
            done = done.compose(before -> listener.start().pass(rooms)).compose(begun -> listener.compare(rooms));
        }
        return done;
    }

    private Future<?> advance(MessageLog.RoomPage page) {
        after = page.next();
        if (after != null) {
            return Future.succeededFuture();
        }
        running = false;
        List<Integer> shards = shards();
        return Future.all(listeners.stream()
                .map(listener -> listener.start().endRound(shards).onSuccess(begun -> tell(listener, begun)))
                .toList());
    }

    private static void tell(Listener listener, int begun) {
        if (begun > 0) {
            LOG.info("listener {} has begun with the rooms of {} shards", listener.name(), begun);
        }
    }

    private List<Integer> shards() {
        return IntStream.range(0, Shard.COUNT).filter(owned).boxed().toList();
    }
}
