// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.rooms.Role;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A caller as the policy of a room sees it.
 *
 * @param role of the caller in the room; absent (null) when the caller is no member
 * @param server whether the caller is the host app's server
 */
public record Actor(@Nullable Role role, boolean server) {
    /** Whether the caller is a member of the room. */
    public boolean isMember() {
        return role != null;
    }

    /** Allowed for the host app's server and for members with such a role; other members get {@code otherwise},
     * and from users who are no members the room is hidden. */
    public Permission permit(Predicate<Role> roles, Permission otherwise) {
        if (server) {
            return Permission.ALLOWED;
        }
        if (role == null) {
            return Permission.HIDDEN;
        }
        return roles.test(role) ? Permission.ALLOWED : otherwise;
    }
}
