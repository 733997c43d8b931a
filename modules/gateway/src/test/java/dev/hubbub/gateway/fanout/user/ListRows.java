// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.lists.RoomLists.Info;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import java.time.Instant;

/** Rows of lists for tests. */
public final class ListRows {
    /** The row of a private group in which nothing was said. */
    public static Info row(RoomId room, String name, Role role, long seq) {
        return new Info(
                room,
                name,
                Visibility.PRIVATE,
                RoomKind.GROUP,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                role,
                seq,
                Instant.EPOCH,
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                null);
    }

    private ListRows() {}
}
