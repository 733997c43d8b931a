// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** Decides whether a caller may change the membership of a user in a room. */
@FunctionalInterface
public interface MembershipRule {
    /**
     * @param room looked up for the caller and the user
     * @param user whose membership would change; may be the caller
     * @throws dev.hubbub.contract.error.HubException when the change is refused
     */
    RuleDecision decide(MessageLog.Room room, Caller caller, UserId user);
}
