// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.entries.Entry;

/** How large an entry is. */
public final class EntrySize {

    /** About how many characters it has: what anybody may make long, a text or a list of members. */
    public static int characters(Entry entry) {
        int text = entry.text() == null ? 0 : entry.text().length();
        int members = entry.founding() == null
                ? 0
                : entry.founding().members().stream()
                        .mapToInt(user -> user.value().length())
                        .sum();
        return text + members;
    }

    private EntrySize() {}
}
