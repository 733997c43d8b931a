// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.value.RoomId;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of the entries of a write. In each room all entries up to some point are stored, and none after it.
 *
 * @param outcomes in the order of the entries
 */
public record AppendResult(List<Outcome> outcomes) {
    public AppendResult {
        outcomes = List.copyOf(outcomes);
    }

    /** All of so many entries are stored. */
    public static AppendResult allStored(int count) {
        return new AppendResult(Collections.nCopies(count, Outcome.STORED));
    }

    /**
     * Tries one entry after the other, in each room up to the first that is not stored.
     *
     * @param <X> what an attempt may throw
     */
    public static <X extends Exception> AppendResult ofEach(List<StoredEntry> entries, Attempt<X> attempt) throws X {
        Outcome[] outcomes = new Outcome[entries.size()];
        Set<RoomId> ended = new HashSet<>();
        for (int i = 0; i < outcomes.length; i++) {
            StoredEntry entry = entries.get(i);
            outcomes[i] = ended.contains(entry.room()) ? Outcome.NOT_TRIED : attempt.insert(entry);
            if (!outcomes[i].isStored()) {
                ended.add(entry.room());
            }
        }
        return new AppendResult(List.of(outcomes));
    }

    /** How many entries are stored. */
    public int stored() {
        return (int) outcomes.stream().filter(Outcome::isStored).count();
    }

    /** Inserts one entry. */
    public interface Attempt<X extends Exception> {
        Outcome insert(StoredEntry entry) throws X;
    }
}
