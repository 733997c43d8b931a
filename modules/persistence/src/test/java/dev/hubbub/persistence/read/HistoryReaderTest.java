// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records.Put;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.TestRequests;
import dev.hubbub.persistence.writer.TestEntries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading entries by number. */
final class HistoryReaderTest {
    private static final int BYTES = 3_000;

    private final Store store = MemoryStore.create();
    private final HistoryReader reader = new HistoryReader(store, BYTES);

    /** The first entry and nine messages of 1,000 bytes, every third by bob. */
    @BeforeEach
    void write() throws Exception {
        String text = "é".repeat(500);
        List<StoredEntry> entries = new ArrayList<>(List.of(stored(newRoom(ROOM, "bob"), 1)));
        for (long seq = 2; seq <= 10; seq++) {
            entries.add(stored(say(ROOM, seq % 3 == 0 ? "bob" : "ann", "c" + seq, text, 1), seq));
        }
        store.entries().append(entries).await(5, SECONDS);
    }

    private static StoredEntry stored(Append request, long seq) {
        return TestEntries.next(request, new EntryHeader(seq - 1, 1, Instant.EPOCH), Instant.EPOCH);
    }

    private List<Long> seqs(long from, long to, boolean newestFirst) throws Exception {
        return read(from, to, newestFirst).stream().map(Entry::seq).toList();
    }

    private List<Entry> read(long from, long to, boolean newestFirst) throws Exception {
        return reader.read(new Read(ROOM, from, to, newestFirst))
                .await(5, SECONDS)
                .entries();
    }

    @Test
    void existingEntriesAreRead() throws Exception {
        assertThat(seqs(9, 100, true)).containsExactly(9L, 10L);
        assertThat(seqs(11, 20, true)).isEmpty();
    }

    @Test
    void requestedEndIsKept() throws Exception {
        assertThat(seqs(2, 10, false)).containsExactly(2L, 3L, 4L);
        assertThat(seqs(2, 10, true)).containsExactly(8L, 9L, 10L);
        assertThat(seqs(1, 10, false)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void largeEntryIsReturnedAlone() throws Exception {
        store.entries()
                .append(List.of(stored(say(ROOM, "ann", "large", "x".repeat(5 * BYTES), 1), 11)))
                .await(5, SECONDS);

        assertThat(seqs(11, 12, false)).containsExactly(11L);
        assertThat(seqs(2, 12, true)).containsExactly(11L);
    }

    @Test
    void pageIsAsLongAsItsJson() throws Exception {
        List<StoredEntry> entries = new ArrayList<>();
        for (String character : List.of("\u0001", "\"", "\\", "ß", "語", "x")) {
            long seq = 11L + entries.size();
            entries.add(stored(say(ROOM, "ann", "c" + seq, character.repeat(500), 1), seq));
        }
        store.entries().append(entries).await(5, SECONDS);

        assertThat(seqs(11, 16, false)).as("3,000 bytes alone").containsExactly(11L);
        assertThat(seqs(12, 16, false)).as("a thousand bytes each").containsExactly(12L, 13L, 14L);
        assertThat(seqs(13, 16, true)).as("500, 1,500 and a thousand").containsExactly(14L, 15L, 16L);
    }

    @Test
    void readStopsAtAGap() throws Exception {
        store.entries().append(List.of(stored(say(ROOM, "ann", "c12", 1), 12))).await(5, SECONDS);

        assertThat(seqs(10, 12, false)).containsExactly(10L);
        assertThat(seqs(10, 12, true)).containsExactly(10L);
    }

    @Test
    void sendersHaveTheirCurrentProfile() throws Exception {
        Profile profile = new Profile("Bob", null, "cook");
        store.records().put(UserRecords.put(user("bob"), profile)).await(5, SECONDS);
        store.records()
                .raise(UserRecords.raise(user("ann"), new UserRecords.LastSeen(Instant.EPOCH)))
                .await(5, SECONDS);

        assertThat(read(2, 4, false)).extracting(Entry::profile).containsExactly(null, profile, null);
    }

    @Test
    void usersWhomAnEntryConcernsHaveTheirCurrentProfileToo() throws Exception {
        Profile profile = new Profile("Bob", null, null);
        store.records().put(UserRecords.put(user("bob"), profile)).await(5, SECONDS);
        Append removed = TestRequests.remove(ROOM, "bob", 1);
        Append shown = new Append(removed.entry().withUserProfile(new Profile("Robert", null, null)), 1);
        store.entries()
                .append(List.of(stored(shown, 11), stored(TestRequests.join(ROOM, "bob", 11), 12)))
                .await(5, SECONDS);
        List<StoredEntry> kept = store.entries().get(ROOM, List.of(11L)).await(5, SECONDS);

        assertThat(kept.get(0).entry().fields()).as("it is not stored").doesNotContainKey(Entry.USER_PROFILE);
        assertThat(read(11, 12, false))
                .extracting(entry -> entry.fields().get(Entry.USER_PROFILE))
                .as("of bob, whom ann removed; of one who joins it is the sender's")
                .containsExactly(Map.of("name", "Bob"), null);
    }

    @Test
    void unreadableProfileIsLeftOut() throws Exception {
        RecordKey bob = UserRecords.key(UserRecords.PROFILE, user("bob"));
        store.records().put(new Put(bob, null, Map.of("name", 5))).await(5, SECONDS);

        assertThat(read(2, 4, false)).hasSize(3).extracting(Entry::profile).containsOnlyNulls();
    }
}
