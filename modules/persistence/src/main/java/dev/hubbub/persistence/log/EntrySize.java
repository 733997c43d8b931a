// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.entries.Entry;

/** Measures entries for the limits on memory and replies. */
public final class EntrySize {

    /** The characters of the parts without a fixed length: the text and the list of members. */
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
