// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a member may do in a room, the strongest first. */
public enum Role {
    /** Made the room. May remove everybody. */
    OWNER,
    /** May remove members. */
    MODERATOR,
    /** Reads, writes, leaves. */
    MEMBER;

    /** Whether somebody with this role may remove somebody with that one. */
    public boolean mayRemove(Role other) {
        return compareTo(other) < 0;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
