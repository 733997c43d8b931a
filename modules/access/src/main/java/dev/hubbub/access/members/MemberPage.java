// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.members;

import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms.Members;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some members of a room, and users who are invited.
 *
 * @param next the last user of the page, where more may follow; else absent (null)
 */
record MemberPage(List<Member> members, @Nullable UserId next) {
    static final MemberPage EMPTY = new MemberPage(List.of(), null);

    /** A page of all members, in their order. After a user who has left meanwhile it begins with the first one. */
    static MemberPage of(List<Member> all, Members request) {
        List<Member> listed = listed(all);
        int from = 0;
        while (from < listed.size() && !listed.get(from).user().equals(request.after())) {
            from++;
        }
        from = from == listed.size() ? 0 : from + 1;
        int to = Math.min(listed.size(), from + request.limit());
        return new MemberPage(
                listed.subList(from, to),
                to < listed.size() ? listed.get(to - 1).user() : null);
    }

    /** A page as it was stored. */
    static MemberPage of(Memberships.Page stored) {
        return new MemberPage(listed(stored.members()), stored.next());
    }

    private static List<Member> listed(List<Member> members) {
        return members.stream()
                .filter(member -> !member.role().equals(Role.BANNED))
                .toList();
    }
}
