// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.session.Feeds.ResetReason;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from the store what the bus lost. One read a room at a time; while the store is away, again after a pause. */
final class GapRepair {
    private static final Logger LOG = LoggerFactory.getLogger(GapRepair.class);
    private static final long PAUSE_MILLIS = 500;

    /** What was stored a moment before the store was asked may still be on its way over the bus. */
    private static final long UNDER_WAY_MILLIS = 300;

    private final Vertx vertx;
    private final Bus bus;
    private final Consumer<RoomEntry> found;
    private final Consumer<RoomFeed> repaired;
    private final Consumer<RoomFeed> lost;
    private final Set<RoomFeed> repairing = new HashSet<>();

    /**
     * @param found gets each entry that was read, beside its feed
     * @param repaired called after each read that changed something
     * @param lost called when entries are lost, membership entries perhaps
     */
    GapRepair(Vertx vertx, Bus bus, Consumer<RoomEntry> found, Consumer<RoomFeed> repaired, Consumer<RoomFeed> lost) {
        this.vertx = vertx;
        this.bus = bus;
        this.found = found;
        this.repaired = repaired;
        this.lost = lost;
    }

    /** Of how many rooms something is being read. */
    int running() {
        return repairing.size();
    }

    /** The store has more than a feed that is at this position. If nothing follows by itself, it is read. */
    void behind(RoomFeed feed, long position) {
        vertx.setTimer(UNDER_WAY_MILLIS, later -> {
            if (feed.position().filter(seq -> seq == position).isPresent()) {
                read(feed, position + 1, true);
            }
        });
    }

    /** Reads what is missing, if anything is. */
    void look(RoomFeed feed) {
        feed.gap().ifPresent(from -> read(feed, from, false));
    }

    private void read(RoomFeed feed, long from, boolean toTheEnd) {
        if (feed.isIdle() || !repairing.add(feed)) {
            return;
        }
        bus.call(MessageLog.READ, new MessageLog.Read(feed.room(), from, from + Messages.MAX_PAGE - 1, false))
                .onSuccess(slice -> take(feed, slice))
                .onFailure(cause -> LOG.debug("room {} is not repaired yet: {}", feed.room(), cause.getMessage()))
                .onComplete(either -> {
                    repairing.remove(feed);
                    repaired.accept(feed);
                })
                .onSuccess(
                        slice -> goOn(feed, from, toTheEnd && !slice.entries().isEmpty()))
                .onFailure(cause -> goOn(feed, from, false));
    }

    private void take(RoomFeed feed, MessageLog.Slice slice) {
        Long first = slice.first();
        if (first != null) {
            boolean isLost = Boolean.TRUE.equals(slice.lost());
            if (feed.skipTo(first, isLost ? ResetReason.LOST : ResetReason.GONE) && isLost) {
                lost.accept(feed);
            }
        }
        slice.entries().stream().map(RoomEntry::of).forEach(entry -> {
            found.accept(entry);
            feed.take(entry);
        });
    }

    private void goOn(RoomFeed feed, long from, boolean toTheEnd) {
        if (toTheEnd) {
            feed.position().ifPresent(position -> read(feed, position + 1, true));
        } else if (feed.gap().filter(first -> first == from).isPresent()) {
            vertx.setTimer(PAUSE_MILLIS, later -> look(feed));
        } else {
            look(feed);
        }
    }
}
