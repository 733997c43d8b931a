// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import java.time.Instant;

/** Entries as the writer numbers them, for tests that put them into a store themselves. */
public final class TestEntries {
    public static StoredEntry next(Append request, EntryHeader head, Instant at) {
        return Numbering.next(request.entry(), StoredEntry.keyFor(request.entry()), head, at);
    }

    private TestEntries() {}
}
