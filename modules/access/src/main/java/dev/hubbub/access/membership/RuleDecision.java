// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.contract.entries.EntryKind;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.rooms.Member;
import org.jspecify.annotations.Nullable;

/**
 * The decision of a rule that allows a membership request.
 *
 * @param change the kind of entry to store; absent (null) when nothing has to change
 * @param member the membership that exists already; absent (null) when an entry is to be stored
 */
record RuleDecision(@Nullable EntryKind<MemberContent> change, @Nullable Member member) {
    static RuleDecision change(EntryKind<MemberContent> kind) {
        return new RuleDecision(kind, null);
    }

    static RuleDecision unchanged(Member member) {
        return new RuleDecision(null, member);
    }
}
