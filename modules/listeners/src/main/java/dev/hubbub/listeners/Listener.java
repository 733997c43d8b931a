// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.listeners.Delivery.Ended;
import dev.hubbub.listeners.Delivery.Outcome;
import dev.hubbub.listeners.config.ListenersConfig;
import dev.hubbub.listeners.positions.Positions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a listener what is stored in the rooms of the shards that this node has: some rooms at a time, the entries of a room one
 * after the other, a page of each room in turn. The position of a room is stored after each page. Must be used on one context.
 */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int PAGE = 100;
    private static final long LOG_MILLIS = 60_000;

    private final ListenersConfig.Named config;
    private final Bus bus;
    private final RoomLog log;
    private final EntrySender sender;
    private final Positions positions;
    private final StartingPoint start;
    private final IntPredicate owned;
    private final int maxPending;
    private final ListenerPause pause;
    private final DueRooms due = new DueRooms();
    private final Map<RoomId, Instant> pending = new HashMap<>(); // at most one a room that is worked on
    private final Promise<Void> ended = Promise.promise();
    private final ListenerCounters counters;
    private @Nullable Instant unheard;
    private long logged = Long.MIN_VALUE;
    private boolean stopped;
    private volatile ListenerStats stats = ListenerStats.NONE;

    Listener(ListenersConfig.Named config, ListenerContext context) {
        this.config = config;
        this.bus = context.bus();
        this.log = new RoomLog(bus);
        this.sender = context.sender();
        this.owned = context.owned();
        this.positions = new Positions(bus, config.name());
        this.start = new StartingPoint(bus, positions, config.from() == ListenersConfig.From.NOW);
        this.maxPending = context.config().maxPending();
        this.pause = new ListenerPause(bus.vertx(), context.config().pauseMillis(), this::work);
        this.counters = ListenerCounters.of(context.meters(), config.name());
    }

    String name() {
        return config.name();
    }

    StartingPoint start() {
        return start;
    }

    /** Where it was a moment ago; from any thread. */
    ListenerStats stats() {
        return stats;
    }

    /** An entry of this kind was stored in the room. It may not be told, and told again. */
    void stored(RoomId room, String event) {
        if (config.hears(event) && isOurs(room)) {
            due.add(room);
            work();
        }
    }

    /** Compares these rooms with the store. While the listener pauses that is left for later. */
    Future<Void> compare(Collection<RoomId> rooms) {
        List<RoomId> ours = rooms.stream().filter(this::isOurs).toList();
        if (ours.isEmpty() || pause.isOn() || stopped) {
            return Future.succeededFuture();
        }
        return positions
                .of(ours)
                .compose(known -> bus.call(
                        MessageLog.COMPARE,
                        new MessageLog.Compare(ours.stream()
                                .map(room -> new MessageLog.Known(room, known.getOrDefault(room, 0L)))
                                .toList())))
                .map(behind -> {
                    behind.rooms().forEach(due::add);
                    work();
                    return null;
                });
    }

    private boolean isOurs(RoomId room) {
        int shard = Shard.of(room.value());
        return owned.test(shard) && start.hasBegun(shard);
    }

    private void work() {
        while (!stopped && !pause.isOn() && due.working() < (pause.isTrying() ? 1 : maxPending)) {
            RoomId room = due.take();
            if (room == null) {
                return;
            }
            page(room).onComplete(done -> {
                due.done(room, Boolean.TRUE.equals(done.result()));
                work();
                endIfStopped();
            });
        }
    }

    private void endIfStopped() {
        if (stopped && due.working() == 0) {
            ended.tryComplete();
        }
    }

    /** Whether the room has more, as far as is known. Fails when the store does not answer: the next comparison finds it. */
    private Future<Boolean> page(RoomId room) {
        if (!isOurs(room)) {
            return Future.succeededFuture(false);
        }
        return positions
                .of(room)
                .compose(position -> log.after(room, position, PAGE)
                        .compose(entries ->
                                entries.isEmpty() ? Future.succeededFuture(false) : deliver(room, position, entries)))
                .onFailure(cause -> LOG.debug("listener {}: room {}: {}", name(), room, cause.getMessage()));
    }

    private Future<Boolean> deliver(RoomId room, long position, List<Entry> entries) {
        Delivery delivery = new Delivery(position, entries, this::send, () -> stopped || !isOurs(room));
        return delivery.run().compose(ended -> {
            note(room, ended);
            boolean more = ended.outcome() == Outcome.HEARD || ended.outcome() == Outcome.UNHEARD;
            return delivery.heard() == position
                    ? Future.succeededFuture(more)
                    : positions.raise(room, delivery.heard()).map(more);
        });
    }

    private Future<Void> send(Entry entry) {
        if (!config.hears(entry.event())) {
            return Future.succeededFuture();
        }
        pending.put(entry.room(), entry.at() == null ? Instant.now() : entry.at());
        return sender.send(config.address(), entry)
                .onSuccess(heard -> heard())
                .onFailure(cause -> unheard = oldest())
                .onComplete(either -> pending.remove(entry.room()));
    }

    private void heard() {
        counters.heard().increment();
        unheard = null;
        pause.answered();
    }

    private void note(RoomId room, Ended ended) {
        if (ended.outcome() == Outcome.UNHEARD) {
            counters.unheard().increment();
            pause.begin();
            tell("does not answer", room, ended);
        } else if (ended.outcome() == Outcome.REFUSED) {
            counters.refused().increment();
            tell("refuses an entry", room, ended);
        }
    }

    /** One line a minute. */
    private void tell(String what, RoomId room, Ended ended) {
        long now = System.nanoTime() / 1_000_000;
        if (ended.cause() != null && (logged == Long.MIN_VALUE || now - logged >= LOG_MILLIS)) {
            logged = now;
            LOG.warn(
                    "listener {} {}, room {}: {}",
                    name(),
                    what,
                    room,
                    ended.cause().getMessage());
        }
    }

    private @Nullable Instant oldest() {
        return Stream.concat(Stream.ofNullable(unheard), pending.values().stream())
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Notes where it is. */
    void tick() {
        Instant oldest = oldest();
        double lag = oldest == null ? 0 : Math.max(0, (System.currentTimeMillis() - oldest.toEpochMilli()) / 1_000.0);
        stats = new ListenerStats(due.size(), pending.size(), lag, pause.isOn());
    }

    /** Sends nothing more. Completes when the positions of what was answered are stored. */
    Future<Void> stop() {
        stopped = true;
        pause.cancel();
        endIfStopped();
        return ended.future();
    }
}
