// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.contract.messages.Entry;
import dev.hubbub.contract.rooms.Member;

/**
 * What a rule says about a membership request that is allowed.
 *
 * @param change the kind of entry to store; absent (null) when things are as wished already
 * @param member the membership that there is already; absent (null) when there is something to change
 */
record RuleDecision(Entry.Kind change, Member member) {
    static RuleDecision change(Entry.Kind kind) {
        return new RuleDecision(kind, null);
    }

    static RuleDecision unchanged(Member member) {
        return new RuleDecision(null, member);
    }
}
