// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.value.Check;

/**
 * A kind of entry that changes an earlier message. It is no message itself and changes no member.
 *
 * @param <P> its fields; one of them is {@code target}
 */
public abstract class MessageChangeEntry<P extends Record & MessageChangeEntry.Targeted> extends EntryKind<P> {
    /** Names the message that changes. */
    public interface Targeted {
        /** The seq of the message. */
        long target();
    }

    protected MessageChangeEntry(String event, Class<P> fields) {
        super(event, fields);
    }

    /** The target of a change must be a seq. */
    static void checkTarget(long target) {
        Check.range("target", target, 1, Long.MAX_VALUE - 1);
    }

    @Override
    public final boolean countsAsMessage(Entry entry) {
        return false;
    }

    @Override
    public final RoomChange change(Entry entry) {
        return RoomChange.NONE;
    }
}
