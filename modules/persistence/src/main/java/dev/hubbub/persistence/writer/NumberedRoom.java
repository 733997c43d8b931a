// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.room.CachedRoom;
import dev.hubbub.persistence.room.RecentMemberChanges;

/** A room as of its last numbered entry: what is stored, and the entries in flight after it. */
final class NumberedRoom {
    private final CachedRoom stored;
    private final RecentMemberChanges inFlight = new RecentMemberChanges(0);
    private EntryHeader head = EntryHeader.NONE;
    private int newMembers;

    NumberedRoom(CachedRoom stored) {
        this.stored = stored;
    }

    /** Nothing is in flight: begins from what is stored. */
    void restart() {
        head = stored.head();
        inFlight.restart(0);
        newMembers = 0;
    }

    /** The last numbered entry. */
    EntryHeader head() {
        return head;
    }

    /** An entry has the next number, and is in flight. */
    void add(StoredEntry next) {
        head = next.header();
        if (next.changesMembers()) {
            inFlight.add(next);
            newMembers += (int) EntryKinds.STANDARD.change(next.entry()).members().stream()
                    .map(RoomChange.Membership::role)
                    .filter(role -> role != null && role.isMember())
                    .count();
        }
    }

    /** Whether what an append was authorized by may have changed. */
    boolean isStale(Append append) {
        return isChangedSince(append) || isFull(append);
    }

    private boolean isChangedSince(Append append) {
        if (append.membership() == head.membership()) {
            return false;
        }
        return append.reliesOn() == null
                || append.membership() > head.membership()
                || stored.mayHaveChanged(append.reliesOn(), append.membership())
                || inFlight.mayInclude(append.reliesOn(), append.membership());
    }

    /** Entries in flight may make a room seem full that is not: nothing is refused because of them. */
    private boolean isFull(Append append) {
        return append.maxMembers() != null && stored.memberCount() + newMembers >= append.maxMembers();
    }
}
