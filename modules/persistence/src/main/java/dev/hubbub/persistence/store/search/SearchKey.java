// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.search;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryId;
import java.time.Instant;
import java.util.Locale;

/** Names a message of the index by a text; the texts are in the order of time. */
public final class SearchKey {
    private static final int MILLIS_DIGITS = 13;

    /** {@code millis:seq:room}, the numbers with zeros before them. */
    public static String of(Instant at, EntryId id) {
        return beginning(at.toEpochMilli())
                + String.format(Locale.ROOT, ":%012d:%s", id.seq(), id.room().value());
    }

    /** Less than each key of this millisecond or a later one, and more than all others. */
    public static String beginning(long millis) {
        return String.format(Locale.ROOT, "%0" + MILLIS_DIGITS + "d", millis);
    }

    /** The message with this key. */
    public static EntryId id(String key) {
        String[] parts = key.split(":", 3);
        return new EntryId(new RoomId(parts[2]), Long.parseLong(parts[1]));
    }

    private SearchKey() {}
}
