// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens a bucket has.
 *
 * @param room absent (null): everywhere
 */
record LimitScope(UserId user, @Nullable RoomId room) {
    static LimitScope of(UserId user) {
        return new LimitScope(user, null);
    }
}
