// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param user whose membership the entry changes
 * @param role the role from now on; absent: the one that the kind of the entry gives, or none
 * @param until as in {@link dev.hubbub.contract.rooms.Member}
 */
public record MemberContent(UserId user, @Nullable Role role, @Nullable Instant until) {
    public MemberContent {
        Check.present("entry.user", user);
    }

    /** With the role that the kind of the entry gives. */
    public MemberContent(UserId user) {
        this(user, null, null);
    }
}
