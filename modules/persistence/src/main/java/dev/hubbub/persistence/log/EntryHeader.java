// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import java.time.Instant;

/**
 * An entry without its content: what numbering the next entry needs.
 *
 * @param seq its number
 * @param membership the seq of the newest membership entry up to this one
 * @param at when it was stored
 * @param count the messages of the room up to this entry
 * @param effects the seq of the newest entry with effects up to this one, see {@link Effects}; 0: none
 */
public record EntryHeader(long seq, long membership, Instant at, MessageCount count, long effects) {
    /** The head of a room that does not exist. */
    public static final EntryHeader NONE = new EntryHeader(0, 0, Instant.EPOCH);

    /** An entry in a room without messages. */
    public EntryHeader(long seq, long membership, Instant at) {
        this(seq, membership, at, MessageCount.NONE);
    }

    /** An entry in a room without effects. */
    public EntryHeader(long seq, long membership, Instant at, MessageCount count) {
        this(seq, membership, at, count, 0);
    }

    /** The same entry with another count. */
    public EntryHeader with(MessageCount other) {
        return new EntryHeader(seq, membership, at, other, effects);
    }

    /** The same entry with another newest entry with effects. */
    public EntryHeader withEffects(long newest) {
        return new EntryHeader(seq, membership, at, count, newest);
    }

    public boolean exists() {
        return seq > 0;
    }
}
