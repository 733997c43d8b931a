// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.MembershipResult;
import dev.hubbub.access.queue.BatchRunner.Pending;
import dev.hubbub.contract.value.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Requests of one room that can be decided by one lookup: none of them depends on a membership that another one changes.
 *
 * @param requests in the order of arrival
 * @param users whose memberships they depend on
 */
record MembershipBatch(List<Pending<MembershipRequest, MembershipResult>> requests, List<UserId> users) {
    private static final int MAX_USERS = 100;

    /** The first of these requests, at least one, up to the one that depends on an earlier one. */
    static MembershipBatch first(List<Pending<MembershipRequest, MembershipResult>> waiting) {
        List<Pending<MembershipRequest, MembershipResult>> requests = new ArrayList<>();
        Set<UserId> users = new LinkedHashSet<>();
        Set<UserId> changing = new HashSet<>();
        for (Pending<MembershipRequest, MembershipResult> next : waiting) {
            List<UserId> involved = next.request().users();
            if (involved.stream().anyMatch(changing::contains) || users.size() + involved.size() > MAX_USERS) {
                break;
            }
            requests.add(next);
            users.addAll(involved);
            changing.add(next.request().user());
        }
        return new MembershipBatch(requests, List.copyOf(users));
    }
}
