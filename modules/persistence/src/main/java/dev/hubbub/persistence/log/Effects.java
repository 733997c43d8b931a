// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.entries.PinnedEntry;
import dev.hubbub.contract.entries.ReactedEntry;
import java.util.List;
import java.util.Set;

/**
 * The chain of entries with effects: those that change records beside the log, which are the changes of messages, replies
 * in threads, and messages that mention users. Each names the one before it, so that they are found from the head.
 *
 * @param newest the seq of the newest one up to this entry; 0: none
 * @param previous of an entry with effects: the seq of the one before it, 0 for the first; else 0
 */
public record Effects(long newest, long previous) {
    /** Of a room without such entries. */
    public static final Effects NONE = new Effects(0, 0);

    private static final Set<String> CHANGES = Set.of(
            EditedEntry.KIND.event(), DeletedEntry.KIND.event(), ReactedEntry.KIND.event(), PinnedEntry.KIND.event());

    private static final List<String> FIELDS = List.of("thread", "mentions", "mentionRoles", "mentionRoom");

    /** Of an entry that follows one with this newest entry with effects. */
    public static Effects after(long newest, Entry next) {
        return areOf(next) ? new Effects(next.seq(), newest) : new Effects(newest, 0);
    }

    /** Whether an entry has effects. */
    static boolean areOf(Entry entry) {
        return MessageEntry.KIND.is(entry)
                ? entry.fields().size() > 1 && FIELDS.stream().anyMatch(entry.fields()::containsKey)
                : changeMessages(entry);
    }

    /** Whether an entry changes an earlier message. */
    static boolean changeMessages(Entry entry) {
        return CHANGES.contains(entry.event());
    }
}
