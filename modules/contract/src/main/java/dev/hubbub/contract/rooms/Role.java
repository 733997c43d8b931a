// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a member may do in a room, the strongest role first. */
public enum Role {
    /** Created the room. May remove every other member. */
    OWNER,
    /** May remove members. */
    MODERATOR,
    /** Reads, writes, leaves. */
    MEMBER;

    /** Whether a member with this role may remove a member with the other role. */
    public boolean mayRemove(Role other) {
        return compareTo(other) < 0;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
