// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.rooms.Role;

/** What may be done in the rooms of one kind: one file for each kind. Roles that a policy does not know may little. */
public interface RoomPolicy {
    /** Whether members with this role may add members. */
    boolean mayAdd(Role role);

    /** Whether members with this role may remove those with that one. */
    boolean mayRemove(Role role, Role other);
}
