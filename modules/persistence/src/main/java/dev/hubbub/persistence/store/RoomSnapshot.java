// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import java.util.List;

/**
 * A room as it was at some time, derived from its log. It may lag behind; it saves reading all membership entries.
 *
 * @param name what people call it; absent: the snapshot knows nothing but the head
 * @param membership the seq of the newest membership entry that it holds, 0: none
 * @param members in the order in which they became members
 * @param head a seq that the room had reached
 */
public record RoomSnapshot(
        RoomId room, String name, Visibility visibility, long membership, List<Member> members, long head) {
    public RoomSnapshot {
        members = List.copyOf(members);
    }

    /** Nothing is known. */
    public static RoomSnapshot none(RoomId room) {
        return new RoomSnapshot(room, null, null, 0, List.of(), 0);
    }
}
