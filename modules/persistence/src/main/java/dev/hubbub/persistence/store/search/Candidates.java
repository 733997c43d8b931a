// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.search;

import dev.hubbub.persistence.log.EntryId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that the index names, the newest first.
 *
 * @param next the cursor after which to go on; absent (null): there are no more
 */
public record Candidates(List<Candidate> messages, @Nullable String next) {
    public Candidates {
        messages = List.copyOf(messages);
    }

    /** @param cursor printable ASCII: to go on after this one */
    public record Candidate(EntryId id, String cursor) {}
}
