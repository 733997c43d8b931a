// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one sender asked to become of its messages, and what of it was acked. What a message says then follows from it. Belongs
 * to one event loop during the run.
 */
public final class ChangeLog {
    /** The end of each text of an edit. */
    static final String EDIT = " (edited)";

    private final LongList asked = new LongList();
    private final LongList acked = new LongList();
    private volatile int open;

    /** A change of a message. */
    public enum Kind {
        EDIT(1),
        DELETE(2),
        REACT(4);

        private final long bit;

        Kind(long bit) {
            this.bit = bit;
        }
    }

    /** The change is to be made, now or later. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one event loop writes, others only read
    public void ask(int number, Kind kind) {
        asked.set(number, asked.get(number) | kind.bit);
        open++;
    }

    /** The hub acked the change. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void acked(int number, Kind kind) {
        if (!isAcked(number, kind)) {
            acked.set(number, acked.get(number) | kind.bit);
            open--;
        }
    }

    /** How many changes have no ack yet. */
    public int open() {
        return open;
    }

    /** Whether the change was acked. */
    public boolean isAcked(int number, Kind kind) {
        return (acked.get(number) & kind.bit) != 0;
    }

    /** Whether the change was asked for: without an ack it may have been made or not. */
    public boolean isAsked(int number, Kind kind) {
        return (asked.get(number) & kind.bit) != 0;
    }

    /** The text of the edit of a message. */
    public static String edited(String text) {
        return text + EDIT;
    }

    /**
     * Whether a message may look like this after all that was asked and acked.
     *
     * @param first what it said at first
     * @param text what it says; null: nothing
     */
    public boolean allows(int number, String first, @Nullable String text, boolean isDeleted) {
        if (isDeleted) {
            return text == null && isAsked(number, Kind.DELETE);
        }
        boolean isEdited = Objects.equals(text, edited(first));
        return !isAcked(number, Kind.DELETE)
                && (isEdited ? isAsked(number, Kind.EDIT) : first.equals(text) && !isAcked(number, Kind.EDIT));
    }
}
