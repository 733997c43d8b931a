// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import dev.hubbub.contract.value.RoomId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest entries of the rooms of one event loop, so that many subscribers that come back at once are served from
 * memory. Bounded for each room and over all; beyond that the rooms that were silent longest lose theirs first.
 */
public final class ReplayBuffer {
    /** How many entries of one room are kept. */
    public static final int MAX_ENTRIES = 256;

    /** How many characters of one room are kept. */
    static final int MAX_LENGTH = 262_144;

    private static final long MAX_TOTAL = 33_554_432;

    private final long maxTotal;
    private final Map<RoomId, Ring> rings = new LinkedHashMap<>(16, 0.75f, true);
    private long total;

    /** Entries in order, oldest first, without those that later ones have made outdated. */
    private static final class Ring {
        private final Deque<RoomEntry> entries = new ArrayDeque<>();
        private long last;
        private long length;
    }

    public ReplayBuffer() {
        this(MAX_TOTAL);
    }

    public ReplayBuffer(long maxTotal) {
        this.maxTotal = maxTotal;
    }

    /** How many characters are kept. */
    public long size() {
        return total;
    }

    /** Keeps the next entry of its room. */
    public void add(RoomEntry entry) {
        Ring ring = rings.computeIfAbsent(entry.room(), first -> new Ring());
        if (entry.seq() != ring.last + 1) {
            clear(ring);
        }
        ring.last = entry.seq();
        ring.entries.add(entry);
        grow(ring, entry.length());
        dropOutdated(entry);
        while (ring.entries.size() > MAX_ENTRIES || ring.length > MAX_LENGTH) {
            grow(ring, -ring.entries.poll().length());
        }
        while (total > maxTotal) {
            Iterator<Ring> eldest = rings.values().iterator();
            clear(eldest.next());
            eldest.remove();
        }
    }

    /** Lets go of the texts that this entry replaces or deletes. They are read from the store again. */
    public void dropOutdated(RoomEntry by) {
        Ring ring = by.rewrites() == null ? null : rings.get(by.room());
        if (ring == null) {
            return;
        }
        ring.entries.removeIf(entry -> {
            boolean isOutdated = entry.isOutdatedBy(by);
            if (isOutdated) {
                grow(ring, -entry.length());
            }
            return isOutdated;
        });
    }

    private void grow(Ring ring, int length) {
        ring.length += length;
        total += length;
    }

    private void clear(Ring ring) {
        total -= ring.length;
        ring.length = 0;
        ring.entries.clear();
    }

    /** The room's entries from this one on without a hole, at most so many; none when this one is not kept. */
    public List<RoomEntry> from(RoomId room, long seq, int most) {
        Ring ring = rings.get(room);
        if (ring == null || seq > ring.last) {
            return List.of();
        }
        List<RoomEntry> found = new ArrayList<>();
        for (RoomEntry entry : ring.entries) {
            if (entry.seq() == seq + found.size() && found.size() < most) {
                found.add(entry);
            }
        }
        return found;
    }

    /** The room is no longer followed. */
    public void forget(RoomId room) {
        Ring ring = rings.remove(room);
        if (ring != null) {
            clear(ring);
        }
    }
}
