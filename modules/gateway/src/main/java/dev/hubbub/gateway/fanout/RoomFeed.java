// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.Feeds;
import dev.hubbub.contract.HubException;
import dev.hubbub.contract.Json;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.UserId;
import dev.hubbub.gateway.frames.ServerFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One room on one event loop: applies entries strictly in order, whatever order the bus brings them in, and hands
 * each to those whose subscription began before it. Decides only; asking others is up to {@link RoomFeeds}.
 */
final class RoomFeed {
    private static final long UNKNOWN = -1;
    private static final int MAX_EARLY = 1_000;

    private final RoomId room;
    private final String address;
    private final Map<Subscriber, Long> subscribers = new LinkedHashMap<>();
    private final TreeMap<Long, RoomEntry> early = new TreeMap<>();
    private long position = UNKNOWN;
    private long membersChangedAt;
    private long heardOf;

    RoomFeed(RoomId room) {
        this.room = room;
        this.address = Feeds.of(room);
    }

    int subscribers() {
        return subscribers.size();
    }

    /** How many entries wait for those before them. */
    int held() {
        return early.size();
    }

    /** Whether nobody listens. */
    boolean isIdle() {
        return subscribers.isEmpty();
    }

    /**
     * Lets a subscriber in who was judged as of {@code head}.
     *
     * @return false when members have changed since: the question must be asked again
     */
    boolean admit(Subscriber subscriber, long head) {
        if (subscribers.containsKey(subscriber)) {
            return true; // registered, unregistered and registered again while the first question was open
        }
        heardOf = Math.max(heardOf, head);
        if (position == UNKNOWN) {
            position = head;
            early.headMap(head, true).clear();
        } else if (membersChangedAt > head) {
            return false;
        }
        long from = Math.max(head, position);
        subscribers.put(subscriber, from);
        subscriber.reply(address, Json.write(new Feeds.Position(room, from)));
        applyEarly();
        return true;
    }

    void drop(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    /** Takes an entry from the bus or from the store, in any order and any number of times. */
    void take(RoomEntry entry) {
        heardOf = Math.max(heardOf, entry.seq());
        if (position != UNKNOWN && entry.seq() <= position) {
            return;
        }
        early.putIfAbsent(entry.seq(), entry);
        if (early.size() > MAX_EARLY) {
            early.pollLastEntry(); // the store has it still
        }
        applyEarly();
    }

    /** The first entry that is missing although it, or a later one, was heard of. */
    Optional<Long> gap() {
        return position == UNKNOWN || heardOf <= position ? Optional.empty() : Optional.of(position + 1);
    }

    /** The last entry that was heard of. */
    long known() {
        return heardOf;
    }

    private void applyEarly() {
        while (position != UNKNOWN && !early.isEmpty() && early.firstKey() == position + 1) {
            apply(early.pollFirstEntry().getValue());
        }
    }

    private void apply(RoomEntry entry) {
        position = entry.seq();
        if (entry.changesMembers()) {
            membersChangedAt = entry.seq();
        }
        for (Map.Entry<Subscriber, Long> each : List.copyOf(subscribers.entrySet())) {
            if (each.getValue() < entry.seq()) {
                each.getKey().send(entry.frame());
            }
        }
        entry.frame().release();
        if (entry.leaver() != null) {
            end(entry.leaver(), entry.seq());
        }
    }

    /** The user sees the entry that ended the membership, and nothing after it. */
    private void end(UserId leaver, long seq) {
        List<Subscriber> ended = new ArrayList<>();
        subscribers.forEach((subscriber, from) -> {
            if (from < seq && subscriber.caller().user().equals(leaver)) {
                ended.add(subscriber);
            }
        });
        for (Subscriber subscriber : ended) {
            subscribers.remove(subscriber);
            subscriber.addresses().remove(address);
            subscriber.fail(address, new HubException(ErrorCode.FORBIDDEN, "no longer a member"));
        }
    }

    /** Passes on something that has no number. */
    void hint(ServerFrame frame, UserId except) {
        for (Subscriber subscriber : List.copyOf(subscribers.keySet())) {
            if (!subscriber.caller().user().equals(except)) {
                subscriber.send(frame);
            }
        }
    }
}
