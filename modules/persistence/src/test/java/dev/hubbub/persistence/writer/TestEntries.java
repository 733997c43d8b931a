// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import java.time.Instant;

/** Numbers entries as the writer does, for tests that append them to a store directly. */
public final class TestEntries {
    public static StoredEntry next(Append request, EntryHeader head, Instant at) {
        return new PendingAppend(request, 0).numbered(head, at);
    }

    private TestEntries() {}
}
