// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** Decides whether a caller may change somebody's membership, by the room as it is. */
@FunctionalInterface
interface MembershipRule {
    /**
     * @param room described for the caller and the user
     * @param user whose membership would change; the caller, or somebody else
     * @throws dev.hubbub.contract.error.HubException when it is refused
     */
    RuleDecision decide(MessageLog.Room room, Caller caller, UserId user);
}
