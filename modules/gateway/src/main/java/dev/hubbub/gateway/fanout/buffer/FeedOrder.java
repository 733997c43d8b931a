// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import java.util.Optional;

/** The order of the entries of a feed: where it is, what arrived early, and up to which entry it has heard. */
public final class FeedOrder {
    private static final long UNKNOWN = -1;

    private final ReorderBuffer early;
    private long position = UNKNOWN;
    private long heardOf;

    public FeedOrder(ReorderBudget budget) {
        early = new ReorderBuffer(budget);
    }

    /** Whether it is known where the room is. */
    public boolean isKnown() {
        return position != UNKNOWN;
    }

    /** The last entry that was applied; negative while it is not known. */
    public long position() {
        return position;
    }

    /** The room is at this entry. */
    public void begin(long head) {
        position = head;
        early.dropTo(head);
    }

    /** Goes on after this entry without those before it. Returns false when it is there, or not known to be anywhere. */
    public boolean skipTo(long last) {
        if (!isKnown() || last <= position) {
            return false;
        }
        begin(last);
        return true;
    }

    /** Whether an entry is the next one, which it is at from now on. One that is early is kept. */
    public boolean takes(RoomEntry entry) {
        heard(entry.seq());
        if (isKnown() && entry.seq() <= position) {
            return false;
        }
        if (isKnown() && entry.seq() == position + 1) {
            position = entry.seq();
            return true;
        }
        early.add(entry);
        return false;
    }

    /** The next entry, if it arrived early; it is at that one from now on. */
    public Optional<RoomEntry> next() {
        Optional<RoomEntry> next = early.take(position + 1);
        next.ifPresent(entry -> position = entry.seq());
        return next;
    }

    /** Lets go of what arrived early. */
    public void forget() {
        early.dropTo(Long.MAX_VALUE);
    }

    /** How many entries arrived early. */
    public int early() {
        return early.size();
    }

    /** Such an entry is stored. */
    public void heard(long seq) {
        heardOf = Math.max(heardOf, seq);
    }

    /** The last entry that was heard of. */
    public long known() {
        return heardOf;
    }

    /** The first entry that is missing although it, or a later one, was heard of. */
    public Optional<Long> gap() {
        return isKnown() && heardOf > position ? Optional.of(position + 1) : Optional.empty();
    }
}
