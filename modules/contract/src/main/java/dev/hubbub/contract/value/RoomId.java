// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The id of a room: a letter or digit, then letters, digits, {@code _}, {@code -} and {@code :}; at most 64 in all. */
public record RoomId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RoomId {
        Check.id("room", value, 64, "_-:");
    }

    @Override
    public String toString() {
        return value;
    }
}
