// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member of a room, or a user who is invited or banned.
 *
 * @param since the seq of the entry that made the user what it is
 * @param until of a banned user: when the ban ends, absent: never; of others: until when the user is muted, absent: not
 *     muted
 * @param profile how the user is shown; absent where it was not asked for
 */
public record Member(UserId user, Role role, long since, @Nullable Instant until, @Nullable Profile profile) {
    public Member {
        Check.present("user", user);
        Check.present("role", role);
    }

    /** A member who is not muted. */
    public Member(UserId user, Role role, long since, @Nullable Profile profile) {
        this(user, role, since, null, profile);
    }

    /** Whether it is a member, and not only invited or kept out. */
    public boolean isMember() {
        return role.isMember();
    }

    /** The same member with a profile. */
    public Member with(Profile shown) {
        return new Member(user, role, since, until, shown);
    }
}
