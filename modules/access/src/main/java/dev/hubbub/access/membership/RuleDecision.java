// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.rooms.Member;
import org.jspecify.annotations.Nullable;

/**
 * The decision of a rule that allows a membership request.
 *
 * @param change the kind of entry to store; absent (null) when nothing has to change
 * @param content of that entry; absent: the user alone
 * @param isExclusive whether a change of any other member in between makes the decision void
 * @param member the membership that exists already; absent (null) when an entry is to be stored
 */
public record RuleDecision(
        @Nullable MembershipEntry change,
        @Nullable MemberContent content,
        boolean isExclusive,
        @Nullable Member member) {
    public static RuleDecision change(MembershipEntry kind) {
        return new RuleDecision(kind, null, false, null);
    }

    public static RuleDecision change(MembershipEntry kind, MemberContent content) {
        return new RuleDecision(kind, content, false, null);
    }

    /** The same, where it depends on the other members. */
    public RuleDecision exclusive() {
        return new RuleDecision(change, content, true, member);
    }

    public static RuleDecision unchanged(Member member) {
        return new RuleDecision(null, null, false, member);
    }
}
