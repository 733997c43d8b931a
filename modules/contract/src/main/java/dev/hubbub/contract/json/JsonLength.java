// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures JSON values without writing them. */
public final class JsonLength {
    /** About how many characters a value has: those of its names and texts, and one for each other value. */
    public static int of(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            int length = 0;
            for (Map.Entry<?, ?> field : object.entrySet()) {
                length += String.valueOf(field.getKey()).length() + of(field.getValue());
            }
            return length;
        }
        if (value instanceof Iterable<?> array) {
            int length = 0;
            for (Object item : array) {
                length += of(item);
            }
            return length;
        }
        return value instanceof CharSequence text ? text.length() : 1;
    }

    private JsonLength() {}
}
