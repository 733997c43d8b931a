// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored entry on the bus: what a node must know to see whether it needs the entry, and the entry itself.
 *
 * @param event its kind
 * @param users of a membership entry the users whose memberships it changes, at most {@value #MAX_USERS}; empty when it may
 *     concern all members; absent (null) when it is no membership entry
 */
public record PublishedEntry(RoomId room, String event, long seq, @Nullable List<UserId> users, EncodedEntry entry) {
    private static final int MAX_USERS = 100;

    public PublishedEntry {
        Check.present("room", room);
        Check.present("event", event);
        Check.range("seq", seq, 1, Long.MAX_VALUE);
        if (users != null) {
            users = List.copyOf(users);
            Check.range("users", users.size(), 0, MAX_USERS);
        }
        Check.present("entry", entry);
    }

    /** An entry that was stored on this node. */
    public static PublishedEntry of(Entry entry) {
        return new PublishedEntry(
                entry.room(),
                entry.event(),
                entry.seq(),
                users(entry, EntryKinds.STANDARD.change(entry)),
                EncodedEntry.of(entry));
    }

    private static @Nullable List<UserId> users(Entry entry, RoomChange change) {
        if (change.isNone()) {
            return null;
        }
        boolean isForAll = change.details() != null && entry.seq() > 1; // the first entry names all members
        return isForAll || change.members().size() > MAX_USERS
                ? List.of()
                : change.members().stream().map(RoomChange.Membership::user).toList();
    }

    /**
     * The entry.
     *
     * @throws HubException BAD_REQUEST when its text is no entry, or another one
     */
    public Entry decoded() {
        Entry decoded = entry.decoded();
        if (decoded.seq() != seq
                || !decoded.room().equals(room)
                || !decoded.event().equals(event)) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST,
                    "entry: seq " + decoded.seq() + " of room " + decoded.room() + " (expected: " + event + " with seq "
                            + seq + " of room " + room + ")");
        }
        return decoded;
    }
}
