// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.search;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which messages to find.
 *
 * @param words all of which a message has: at least one, each of letters, digits and their marks
 * @param rooms in which they are
 * @param sender absent: any
 * @param kind of the content, {@code text} as well; absent: any
 * @param since the first time; absent: any
 * @param until the first time after them; absent: any
 * @param before the cursor after which to go on; absent: from the newest
 * @param limit how many at most
 */
public record SearchCriteria(
        List<String> words,
        List<RoomId> rooms,
        @Nullable UserId sender,
        @Nullable String kind,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String before,
        int limit) {
    /** Times are milliseconds of 42 bits: up to the year 2109. */
    private static final long MAX_MILLIS = (1L << 42) - 1;

    public SearchCriteria {
        words = List.copyOf(words);
        rooms = List.copyOf(rooms);
    }

    /** The first millisecond that is wanted. */
    public long sinceMillis() {
        return since == null ? 0 : millis(since);
    }

    /** The first millisecond that is not wanted any more. */
    public long untilMillis() {
        return until == null ? MAX_MILLIS : millis(until);
    }

    /** The first millisecond that is not before a time. */
    private static long millis(Instant time) {
        if (time.getEpochSecond() <= 0) {
            return 0;
        }
        if (time.getEpochSecond() >= MAX_MILLIS / 1_000) {
            return MAX_MILLIS;
        }
        return time.plusNanos(999_999).toEpochMilli();
    }
}
