// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.rooms.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A caller as the policy of a room sees it.
 *
 * @param role of the caller in the room; absent (null): none
 * @param until as in {@link dev.hubbub.contract.rooms.Member}
 * @param server whether the caller is the host app's server
 */
public record Actor(@Nullable Role role, @Nullable Instant until, boolean server) {
    /** A caller who is not muted. */
    public Actor(@Nullable Role role, boolean server) {
        this(role, null, server);
    }

    /** Whether the caller is a member of the room, and not only invited or banned. */
    public boolean isMember() {
        return role != null && role.isMember();
    }

    /** Whether the caller was invited, and has not answered. */
    public boolean isInvited() {
        return Role.INVITED.equals(role);
    }

    /** The caller as one who was invited, unless it is a member or kept out. */
    public Actor invited(Instant now) {
        return isMember() || isBanned(now) ? this : new Actor(Role.INVITED, server);
    }

    /** Whether the caller is kept out now. */
    boolean isBanned(Instant now) {
        return Role.BANNED.equals(role) && (until == null || until.isAfter(now));
    }

    /** Whether the caller may not send now. */
    boolean isMuted(Instant now) {
        return isMember() && until != null && until.isAfter(now);
    }
}
