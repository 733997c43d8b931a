// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.value.Check;

/** Where a room is in its life: 1 to 32 letters, digits or {@code -}. One that a node does not know is passed on. */
public record RoomStatus(@JsonValue String name) {
    /** As a new room is. */
    public static final RoomStatus ACTIVE = new RoomStatus("active");

    /** Read by its members, and changed by no member until it is active again. */
    public static final RoomStatus ARCHIVED = new RoomStatus("archived");

    /** Over: no member reads or changes it any more. */
    public static final RoomStatus COMPLETED = new RoomStatus("completed");

    private static final int MAX_NAME = 32;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RoomStatus {
        Check.id("status", name, MAX_NAME, "-");
    }

    @Override
    public String toString() {
        return name;
    }
}
