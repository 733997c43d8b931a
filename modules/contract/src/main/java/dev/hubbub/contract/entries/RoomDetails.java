// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Check;

/** What a room is called, who may join it, and the kind that chooses its policy. */
public record RoomDetails(String name, Visibility visibility, RoomKind kind) {
    public RoomDetails {
        Check.present("details.name", name);
        Check.present("details.visibility", visibility);
        kind = RoomKind.orGroup(kind);
    }
}
