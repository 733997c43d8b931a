// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A user became a member of a room, or left it, or has another role there.
 *
 * @param seq of the membership entry; where members are kept beside the log, the version of the member's document
 * @param at of that entry
 * @param membership from now on; absent (null): none
 */
public record UserRoomChange(UserId user, RoomId room, long seq, Instant at, @Nullable UserRoom membership) {
    /** How long the record of a departure is kept, because older changes may arrive late. */
    public static final Duration TOMBSTONE_RETENTION = Duration.ofMinutes(1);

    /** A change of which no more is known: whoever is a member has the usual role, since this entry. */
    public UserRoomChange(UserId user, RoomId room, long seq, Instant at, boolean member) {
        this(user, room, seq, at, member ? new UserRoom(Role.MEMBER, seq) : null);
    }

    /** Whether the user is a member from now on. */
    public boolean member() {
        return membership != null;
    }

    /**
     * The changes in a membership entry.
     *
     * @param present the members of the room as of this entry or a later one; absent (null) for others
     */
    public static List<UserRoomChange> of(StoredEntry entry, Function<UserId, @Nullable Member> present) {
        return EntryKinds.STANDARD.change(entry.entry()).members().stream()
                .map(change -> new UserRoomChange(
                        change.user(),
                        entry.room(),
                        entry.seq(),
                        entry.at(),
                        membership(change, entry.seq(), present.apply(change.user()))))
                .toList();
    }

    private static @Nullable UserRoom membership(RoomChange.Membership change, long seq, @Nullable Member present) {
        Role role = change.role();
        if (role == null || change.ends()) {
            return null;
        }
        return new UserRoom(role, present == null ? seq : present.since());
    }
}
