// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.entries.Entry;
import java.util.Map;

/** How many bytes the part of an entry takes in JSON that has no limit of its own: its fields. */
public final class EntrySize {
    private static final int CONTROL_BYTES = 6;
    private static final int WIDE_BYTES = 3;
    private static final int NUMBER_BYTES = 20;
    private static final int BETWEEN_BYTES = 6;

    /** The bytes of all texts in the fields, as JSON has them, and about those of what is between them. */
    public static int jsonBytes(Entry entry) {
        int bytes = 0;
        for (Object value : entry.fields().values()) {
            bytes += bytes(value);
        }
        return bytes;
    }

    private static int bytes(Object value) {
        if (value instanceof Map<?, ?> object) {
            int bytes = 0;
            for (Map.Entry<?, ?> field : object.entrySet()) {
                bytes += bytes(field.getKey()) + bytes(field.getValue()) + BETWEEN_BYTES;
            }
            return bytes;
        }
        if (value instanceof Iterable<?> array) {
            int bytes = 0;
            for (Object item : array) {
                bytes += bytes(item) + BETWEEN_BYTES;
            }
            return bytes;
        }
        return value instanceof CharSequence text
                ? text.chars().map(EntrySize::bytes).sum()
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
