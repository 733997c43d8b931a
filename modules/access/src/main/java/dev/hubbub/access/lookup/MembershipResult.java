// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of a membership request.
 *
 * @param user whose membership it is
 * @param seq of the entry that stored this membership
 * @param role the user's role from then on; absent (null): none
 * @param until as in {@link dev.hubbub.contract.rooms.Member}
 */
public record MembershipResult(UserId user, long seq, @Nullable Role role, @Nullable Instant until) {}
