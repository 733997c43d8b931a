// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;

/**
 * The messages of a room up to an entry, carried on from entry to entry: the difference of two counts is how many messages
 * lie between two entries, however many entries of other kinds do.
 *
 * @param messages how many there are; less than 0: not known, see {@link #UNKNOWN}
 * @param last the seq of the newest; 0: none
 */
public record MessageCount(long messages, long last) {
    /** Before the first message. */
    public static final MessageCount NONE = new MessageCount(0, 0);

    /** Of an entry that an older version of the hub has stored. */
    public static final MessageCount UNKNOWN = new MessageCount(-1, 0);

    public boolean isKnown() {
        return messages >= 0;
    }

    /** The count up to the next entry of the room. */
    public MessageCount and(Entry next) {
        if (!isKnown()) {
            throw new IllegalStateException("messages of room " + next.room() + " before seq " + next.seq()
                    + ": not counted (expected: counted when the room was loaded)");
        }
        return EntryKinds.STANDARD.countsAsMessage(next) ? new MessageCount(messages + 1, next.seq()) : this;
    }
}
