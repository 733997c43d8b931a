// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.value.Check;

/**
 * What a member is in a room: 1 to 32 letters, digits or {@code -}. What a role may do is up to the policy of the room;
 * one that a node does not know is kept and passed on.
 */
public record Role(@JsonValue String name) {
    /** Made the room, or was made its owner by the host app's server. */
    public static final Role OWNER = new Role("owner");

    /** Adds, removes and mutes weaker members. */
    public static final Role MODERATOR = new Role("moderator");

    /** Reads, writes, leaves. */
    public static final Role MEMBER = new Role("member");

    /** Reads and leaves. */
    public static final Role OBSERVER = new Role("observer");

    /** Was added by a user who may not add this one: joins, or leaves. No member yet. */
    public static final Role INVITED = new Role("invited");

    /** Is kept out. No member. */
    public static final Role BANNED = new Role("banned");

    private static final int MAX_NAME = 32;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Role {
        Check.id("role", name, MAX_NAME, "-");
    }

    /** Whether a user with this role is a member, and not only invited or kept out. */
    public boolean isMember() {
        return !equals(INVITED) && !equals(BANNED);
    }

    @Override
    public String toString() {
        return name;
    }
}
