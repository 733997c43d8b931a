// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.rooms.Role;
import org.jspecify.annotations.Nullable;

/**
 * How many users are something in a room.
 *
 * @param size members, with owners
 * @param owners owners
 * @param others users who are invited or banned
 */
public record MemberCounts(int size, int owners, int others) {
    /** Of no users. */
    public static final MemberCounts NONE = new MemberCounts(0, 0, 0);

    /** The same with so many more users of a role; without a role nothing changes. */
    public MemberCounts plus(@Nullable Role role, int users) {
        if (role == null) {
            return this;
        }
        return role.isMember()
                ? new MemberCounts(size + users, owners + (role.equals(Role.OWNER) ? users : 0), others)
                : new MemberCounts(size, owners, others + users);
    }
}
