// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.MessageHooks;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * At what stage the deal is that a room is about. Only the host app's server says so: stages in front of the store let users do
 * more at some of them.
 */
final class DealStageRule {
    /**
     * Fails with FORBIDDEN if a user changes it.
     *
     * @param before what the room keeps for the host app; absent (null): nothing, or there is no room yet
     * @param after the same from now on
     */
    static void require(Caller caller, @Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        if (!caller.may(Grant.SERVER) && !Objects.equals(stage(before), stage(after))) {
            throw new HubException(
                    ErrorCode.FORBIDDEN, "meta." + MessageHooks.DEAL_STAGE + ": only the host app's server changes it");
        }
    }

    private static @Nullable Object stage(@Nullable Map<String, Object> meta) {
        return meta == null ? null : meta.get(MessageHooks.DEAL_STAGE);
    }

    private DealStageRule() {}
}
