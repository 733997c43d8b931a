// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.entries.Entry;
import java.util.Map;

/** How many bytes the part of an entry takes in JSON that has no limit of its own: its fields. */
public final class EntrySize {
    private static final int CONTROL_BYTES = 6;
    private static final int WIDE_BYTES = 3;
    private static final int NUMBER_BYTES = 20;

    /** About how many bytes the fields have as JSON; never fewer than they have. */
    public static int jsonBytes(Entry entry) {
        return bytes(entry.fields());
    }

    private static int bytes(Object value) {
        if (value instanceof Map<?, ?> object) {
            int bytes = 2;
            for (Map.Entry<?, ?> field : object.entrySet()) {
                bytes += bytes(field.getKey()) + bytes(field.getValue()) + 2;
            }
            return bytes;
        }
        if (value instanceof Iterable<?> array) {
            int bytes = 2;
            for (Object item : array) {
                bytes += bytes(item) + 1;
            }
            return bytes;
        }
        return value instanceof CharSequence text
                ? 2 + text.chars().map(EntrySize::bytes).sum()
                : NUMBER_BYTES;
    }

    private static int bytes(int character) {
        if (character < ' ') {
            return CONTROL_BYTES;
        }
        if (character == '"' || character == '\\') {
            return 2;
        }
        if (character < 0x800 || Character.isSurrogate((char) character)) {
            return character < 0x80 ? 1 : 2;
        }
        return WIDE_BYTES;
    }

    private EntrySize() {}
}
