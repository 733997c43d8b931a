// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.StoredEntry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose memberships of a room changed last, and by which entries. It knows every change after some entry; of what may have
 * changed before, it says that it changed.
 */
public final class RecentMemberChanges {
    static final int MAX_USERS = 1_000;

    private final Map<UserId, Long> newest = new LinkedHashMap<>(); // the oldest change comes first
    private long completeAfter;

    /** @param completeAfter the seq of an entry after which it will be told of every membership entry */
    public RecentMemberChanges(long completeAfter) {
        this.completeAfter = completeAfter;
    }

    /** The next membership entry of the room. */
    public void add(StoredEntry entry) {
        RoomChange change = EntryKinds.STANDARD.change(entry.entry());
        if (change.details() != null) {
            restart(entry.seq()); // another visibility may change what every user may do
        }
        change.members().forEach(member -> {
            newest.remove(member.user());
            newest.put(member.user(), entry.seq());
        });
        forgetOldest();
    }

    /** Forgets all changes up to this entry. */
    public void restart(long after) {
        newest.clear();
        completeAfter = after;
    }

    /** Whether the membership of one of these users may have changed after this entry. */
    public boolean mayInclude(List<UserId> users, long after) {
        return after < completeAfter || users.stream().anyMatch(user -> newest.getOrDefault(user, 0L) > after);
    }

    /** How many users it knows. */
    int size() {
        return newest.size();
    }

    private void forgetOldest() {
        for (Iterator<Long> oldest = newest.values().iterator(); newest.size() > MAX_USERS; oldest.remove()) {
            completeAfter = Math.max(completeAfter, oldest.next());
        }
    }
}
