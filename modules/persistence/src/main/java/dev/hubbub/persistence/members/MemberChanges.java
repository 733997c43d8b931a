// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.members;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.RoomChange.Membership;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.StoredMember;
import java.time.Instant;

/**
 * What a member is after a membership entry. A document includes the entries about its user up to one of them, and says up to
 * which; so an entry is applied once, and never after a later one. A user may have joined or left by itself after the entry was
 * authorized. Then it holds as if the user had done so before the entry: a ban keeps out who joined, but a role is not given to
 * one who left, and an invitation takes nothing from one who joined.
 */
final class MemberChanges {
    /** @param before the same document, or one of a user who has none; returned where the entry was applied before */
    static StoredMember after(StoredMember before, Membership change, StoredEntry entry) {
        if (before.applied() >= entry.seq()) {
            return before;
        }
        if (isVoid(before, entry.entry())) {
            return before.next(before.role(), before.since(), before.until(), entry.seq());
        }
        Role role = change.role();
        boolean stays = before.isMember() && role != null && role.isMember();
        Instant until = role == null ? null : change.until();
        return before.next(role, stays ? before.since() : entry.seq(), until, entry.seq());
    }

    private static boolean isVoid(StoredMember before, Entry entry) {
        return before.isMember()
                ? MembershipEntry.JOINED.is(entry) || MembershipEntry.INVITED.is(entry)
                : MembershipEntry.ROLE.is(entry) || MembershipEntry.MUTED.is(entry);
    }

    /** The room ended. Who came after it was made active again stays. */
    static StoredMember afterEnd(StoredMember before, StoredEntry entry) {
        return before.role() == null || before.since() >= entry.seq()
                ? before
                : before.next(null, entry.seq(), null, Math.max(before.applied(), entry.seq()));
    }

    private MemberChanges() {}
}
