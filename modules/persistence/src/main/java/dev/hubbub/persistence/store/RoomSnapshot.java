// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import java.util.List;

/**
 * A room at an earlier time, derived from its log. Loading it saves reading all membership entries.
 *
 * @param name shown to people; absent: the snapshot holds only the head
 * @param membership the seq of the newest membership entry in it; 0: none
 * @param members in the order in which they became members
 * @param head a seq that the room had reached
 */
public record RoomSnapshot(
        RoomId room, String name, Visibility visibility, long membership, List<Member> members, long head) {
    public RoomSnapshot {
        members = List.copyOf(members);
    }

    /** An empty snapshot. */
    public static RoomSnapshot none(RoomId room) {
        return new RoomSnapshot(room, null, null, 0, List.of(), 0);
    }
}
