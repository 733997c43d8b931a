// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Check;

/** What a room is called and who may join it. */
public record RoomDetails(String name, Visibility visibility) {
    public RoomDetails {
        Check.present("details.name", name);
        Check.present("details.visibility", visibility);
    }
}
