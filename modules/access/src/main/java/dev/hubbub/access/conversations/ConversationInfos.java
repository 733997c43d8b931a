// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.lists.RoomLists.Info;
import dev.hubbub.contract.lists.RoomLists.Seen;
import dev.hubbub.contract.reads.Conversations.Last;
import dev.hubbub.contract.reads.Conversations.Row;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Flags;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of a list of what was read for them. Who may not read a room, such as one who is invited, sees no message of it.
 * Who blocks the user is seen as offline.
 *
 * @param flags how the user keeps rooms
 * @param profiles of the other users of direct rooms, and of those who sent the newest messages
 * @param blocking those of them who block the user
 * @param mentions the messages that mention the user
 */
record ConversationInfos(
        UserId user,
        RoomPolicies policies,
        Map<RoomId, Flags> flags,
        Map<UserId, Profile> profiles,
        Set<UserId> blocking,
        UnreadMentions mentions) {
    static ConversationInfos of(UserId user, RoomPolicies policies, List<StoredRecord> records) {
        Map<RoomId, Flags> flags = records.stream()
                .filter(Reads.FLAGS::is)
                .collect(Collectors.toMap(
                        stored -> new RoomId(stored.key().key()),
                        stored -> Reads.FLAGS.readIfValid(stored).orElse(Flags.NONE)));
        Set<UserId> blocking = records.stream()
                .filter(Blocks.RECORD::is)
                .map(block -> new UserId(block.key().scope()))
                .collect(Collectors.toSet());
        return new ConversationInfos(
                user,
                policies,
                flags,
                UserRecords.shown(UserRecords.PROFILE, records),
                blocking,
                UnreadMentions.of(records));
    }

    /** The other user of a direct room. */
    static Optional<UserId> otherOf(UserId user, Row row) {
        List<UserId> pair = row.details() == null ? null : row.details().users();
        return pair == null
                ? Optional.empty()
                : pair.stream().filter(each -> !each.equals(user)).findFirst();
    }

    /** The row; absent (null): it is not known what the room is. */
    @Nullable
    Info of(Row row) {
        RoomDetails room = row.details();
        if (room == null) {
            return null;
        }
        UserId other = otherOf(user, row).orElse(null);
        Profile profile = other == null ? Profile.EMPTY : profiles.getOrDefault(other, Profile.EMPTY);
        Flags kept = flags.getOrDefault(row.room(), Flags.NONE);
        boolean reads = policies.of(room.kind())
                .may(Right.READ, new Actor(row.role(), false), room)
                .isAllowed();
        return new Info(
                row.room(),
                other == null ? room.name() : Objects.requireNonNullElse(profile.name(), other.value()),
                room.visibility(),
                room.kind(),
                room.status(),
                room.topic(),
                room.avatar() == null ? profile.picture() : room.avatar(),
                room.link(),
                other,
                other != null && blocking.contains(other) ? Seen.OFFLINE : null,
                row.members() == 0 ? null : row.members(),
                row.role(),
                row.seq(),
                row.at(),
                reads ? row.read() : 0,
                reads ? row.unread() : 0,
                reads ? mentions.of(row) : 0,
                reads ? last(row) : null,
                flag(kept.unread()),
                flag(kept.pinned()),
                flag(kept.muted()),
                flag(kept.archived()));
    }

    private @Nullable Last last(Row row) {
        Last last = row.last();
        return last == null ? null : last.shownAs(profiles.get(last.sender()));
    }

    private static @Nullable Boolean flag(boolean isSet) {
        return isSet ? Boolean.TRUE : null;
    }
}
