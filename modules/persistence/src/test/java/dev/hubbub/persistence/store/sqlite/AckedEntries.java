// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What {@link AppendingProgram} said was stored. */
final class AckedEntries {
    private static final int PAGE = 100;

    /** Fails unless the store has every entry that the output names, and no gap before it. */
    static void assertAllIn(Store store, List<String> output) throws Exception {
        Map<RoomId, Long> heads = new HashMap<>();
        for (String line : output) {
            String[] words = line.split(" ");
            if (words[0].equals("acked")) {
                heads.merge(new RoomId(words[1]), Long.valueOf(words[2]), Math::max);
            }
        }
        assertThat(heads).hasSize(AppendingProgram.ROOMS);
        for (Map.Entry<RoomId, Long> room : heads.entrySet()) {
            assertThat(read(store, room.getKey(), room.getValue()))
                    .as("entries of " + room)
                    .isEqualTo(LongStream.rangeClosed(1, room.getValue())
                            .mapToObj(seq -> AppendingProgram.entry(room.getKey(), seq))
                            .toList());
        }
    }

    /** The entries of a room up to a seq. */
    static List<StoredEntry> read(Store store, RoomId room, long head) throws Exception {
        List<StoredEntry> all = new ArrayList<>();
        for (long from = 1; from <= head; from += PAGE) {
            List<Long> page = LongStream.rangeClosed(from, Math.min(from + PAGE - 1, head))
                    .boxed()
                    .toList();
            all.addAll(store.entries().get(room, page).await(5, SECONDS));
        }
        assertThat(all).isSortedAccordingTo(Comparator.comparing(StoredEntry::seq));
        return all;
    }

    private AckedEntries() {}
}
