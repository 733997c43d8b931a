// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.Entry;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.UserId;
import java.util.List;
import java.util.stream.Stream;

/**
 * A user is, or is no longer, a member of a room.
 *
 * @param seq of the entry that made it so
 */
record UserRoom(UserId user, RoomId room, long seq, boolean member) {

    /** What a membership entry says about users. */
    static List<UserRoom> of(StoredEntry stored) {
        Entry entry = stored.entry();
        Stream<UserId> users = entry.event() == Entry.Kind.CREATED
                ? Stream.concat(Stream.of(entry.sender()), entry.founding().members().stream())
                : Stream.of(entry.user());
        boolean member = entry.event() == Entry.Kind.CREATED || entry.event() == Entry.Kind.JOINED;
        return users.distinct()
                .map(user -> new UserRoom(user, entry.room(), entry.seq(), member))
                .toList();
    }
}
