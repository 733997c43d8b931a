// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.PublishedEntries;
import dev.hubbub.contract.messages.PublishedEntry;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what was stored on any node to the event loops of this node that follow it: to each all its entries of a batch at
 * once, in their order. An entry that no event loop follows is not decoded, and one that cannot be read is left out.
 */
public final class EntryRouter {
    private static final Logger LOG = LoggerFactory.getLogger(EntryRouter.class);

    private final List<Target> targets = new CopyOnWriteArrayList<>();
    private final LongAdder batches = new LongAdder();
    private final LongAdder entries = new LongAdder();
    private final LongAdder followed = new LongAdder();

    /** The feeds of one event loop; safe for use by several threads. */
    public interface Target {
        /** Whether the entry concerns a room or a user that is followed here. */
        boolean follows(PublishedEntry entry);

        /** Whether the room is in the list of a user here. */
        boolean lists(RoomId room);

        /**
         * Takes what was stored.
         *
         * @param entries those that are followed, in order
         * @param rooms those in lists of users, and whether members or details have changed there; lists show no message that
         *     is not stored
         */
        void take(List<RoomEntry> entries, Map<RoomId, Boolean> rooms);

        /** A user joined or left by itself, without an entry. */
        void moved(Memberships.Moved moved);
    }

    /** One more event loop; from any thread. */
    public void add(Target target) {
        targets.add(target);
    }

    /** Some entries were stored. Must be called on one event loop, so that they stay in order. */
    public void route(PublishedEntries batch) {
        batches.increment();
        entries.add(batch.entries().size());
        Map<Target, Taken> taken = new LinkedHashMap<>();
        batch.entries().forEach(entry -> route(entry, taken));
        taken.forEach((target, each) -> target.take(each.entries(), each.rooms()));
    }

    /** A user joined or left by itself, without an entry. Must be called on the same event loop. */
    public void route(Memberships.Moved moved) {
        targets.forEach(target -> target.moved(moved));
    }

    /** What one event loop takes of a batch. */
    private record Taken(List<RoomEntry> entries, Map<RoomId, Boolean> rooms) {
        static Taken nothing(Target target) {
            return new Taken(new ArrayList<>(), new LinkedHashMap<>());
        }
    }

    private void route(PublishedEntry entry, Map<Target, Taken> taken) {
        RoomEntry decoded = null;
        boolean changes = entry.users() != null;
        boolean isListed = changes || entry.seq() < MessageLog.FIRST_EPHEMERAL;
        for (Target target : targets) {
            if (isListed && target.lists(entry.room())) {
                taken.computeIfAbsent(target, Taken::nothing).rooms().merge(entry.room(), changes, Boolean::logicalOr);
            }
            if (target.follows(entry)) {
                decoded = decoded == null ? decode(entry) : decoded.copy();
                if (decoded == null) {
                    return;
                }
                taken.computeIfAbsent(target, Taken::nothing).entries().add(decoded);
            }
        }
    }

    private @Nullable RoomEntry decode(PublishedEntry entry) {
        followed.increment();
        try {
            return RoomEntry.of(entry);
        } catch (HubException e) {
            LOG.warn("entry {} of room {} is dropped: {}", entry.seq(), entry.room(), e.getMessage());
            return null;
        }
    }

    /** How many batches have arrived; from any thread, as all figures. */
    public long batches() {
        return batches.sum();
    }

    /** How many entries they had. */
    public long entries() {
        return entries.sum();
    }

    /** How many of these an event loop follows: those that were decoded. */
    public long followed() {
        return followed.sum();
    }
}
