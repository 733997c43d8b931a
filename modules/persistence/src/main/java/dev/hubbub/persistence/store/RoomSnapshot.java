// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room at an earlier time, derived from its log. Loading it saves reading all membership entries.
 *
 * @param details what the room is; absent (null): the snapshot holds only the head
 * @param membership the seq of the newest membership entry in it; 0: none
 * @param members in the order in which they became members
 * @param head a seq that the room had reached
 * @param folded the seq of an entry with effects: records beside the log have those of all up to it; 0: of none
 */
public record RoomSnapshot(
        RoomId room, @Nullable RoomDetails details, long membership, List<Member> members, long head, long folded) {
    public RoomSnapshot {
        members = List.copyOf(members);
    }

    /** Of a room of which no effects are written. */
    public RoomSnapshot(RoomId room, @Nullable RoomDetails details, long membership, List<Member> members, long head) {
        this(room, details, membership, members, head, 0);
    }

    /** A snapshot with nothing but the head. */
    public static RoomSnapshot headOnly(RoomId room, long head) {
        return new RoomSnapshot(room, null, 0, List.of(), head);
    }

    /** How many of those in it are members, and not only invited or kept out. */
    public int size() {
        return (int) members.stream().filter(Member::isMember).count();
    }

    /** The same snapshot with another head. */
    public RoomSnapshot withHead(long other) {
        return new RoomSnapshot(room, details, membership, members, other, folded);
    }

    /** The same snapshot with the effects up to another entry. */
    public RoomSnapshot withFolded(long other) {
        return new RoomSnapshot(room, details, membership, members, head, other);
    }

    /** An empty snapshot. */
    public static RoomSnapshot none(RoomId room) {
        return headOnly(room, 0);
    }
}
