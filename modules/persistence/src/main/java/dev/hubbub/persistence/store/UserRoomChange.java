// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A user became a member of a room, or left it.
 *
 * @param seq of the membership entry
 * @param at of that entry
 */
public record UserRoomChange(UserId user, RoomId room, long seq, Instant at, boolean member) {
    /** How long the record of a departure is kept, because older changes may arrive late. */
    public static final Duration TOMBSTONE_RETENTION = Duration.ofMinutes(1);

    /** The changes in a membership entry. */
    public static List<UserRoomChange> of(StoredEntry entry) {
        return EntryKinds.STANDARD.change(entry.entry()).members().stream()
                .map(member -> new UserRoomChange(member.user(), entry.room(), entry.seq(), entry.at(), !member.ends()))
                .toList();
    }
}
