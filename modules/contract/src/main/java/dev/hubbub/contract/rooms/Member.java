// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A member of a room.
 *
 * @param since the seq of the entry that made the user a member
 * @param profile how the user is shown; absent where it was not asked for
 */
public record Member(UserId user, Role role, long since, @Nullable Profile profile) {
    public Member {
        Check.present("user", user);
        Check.present("role", role);
    }

    /** The same member with a profile. */
    public Member with(Profile shown) {
        return new Member(user, role, since, shown);
    }
}
