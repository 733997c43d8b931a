// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import java.time.Instant;
import java.util.Optional;

/** The rules for the next entry of a room. */
final class Numbering {

    /** Why an entry cannot follow this head. */
    static Optional<HubException> refusal(Append append, EntryHeader head) {
        boolean creates = CreatedEntry.KIND.is(append.entry());
        if (creates && head.exists()) {
            return refused(ErrorCode.CONFLICT, "the room exists");
        }
        if (!creates && !head.exists()) {
            return refused(ErrorCode.NOT_FOUND, "no such room");
        }
        return append.membership() == head.membership()
                ? Optional.empty()
                : refused(ErrorCode.STALE, "members changed, judge again");
    }

    private static Optional<HubException> refused(ErrorCode code, String text) {
        return Optional.of(new HubException(code, text));
    }

    /** The entry with the next number. Time never goes back within a room, whatever the clocks of nodes say. */
    static StoredEntry next(Entry entry, String key, EntryHeader head, Instant now) {
        long seq = head.seq() + 1;
        Entry numbered = entry.shownAs(null).stored(seq, now.isBefore(head.at()) ? head.at() : now);
        return EntryKinds.STANDARD.change(entry).isNone()
                ? new StoredEntry(numbered, key, head.membership(), 0)
                : new StoredEntry(numbered, key, seq, head.membership());
    }

    private Numbering() {}
}
