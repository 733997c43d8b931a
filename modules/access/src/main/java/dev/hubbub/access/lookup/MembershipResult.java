// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.UserId;

/**
 * What a membership request led to.
 *
 * @param user whom it concerned
 * @param seq of the entry that made it so
 * @param role the user's role from then on; absent (null) when the user is no member any more
 */
public record MembershipResult(UserId user, long seq, Role role) {}
