// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.testing.TestRequests;
import dev.hubbub.persistence.writer.TestEntries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How an {@link EntryStore} answers for many rooms at once. */
public abstract class ManyRoomsContract {
    static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");

    protected abstract EntryStore entryStore();

    /** Whose newest entries are asked for together. */
    protected int manyRooms() {
        return 499;
    }

    /** How many are stored. */
    final int append(List<StoredEntry> entries) throws Exception {
        return entryStore().append(entries).await(10, SECONDS).stored();
    }

    static StoredEntry stored(Append request, long seq) {
        return TestEntries.next(request, new EntryHeader(seq - 1, seq > 1 ? 1 : 0, AT), AT);
    }

    static StoredEntry message(RoomId room, long seq, String clientId) {
        return stored(TestRequests.say(room, "ann", clientId, 1), seq);
    }

    @Test
    void entriesOfManyRoomsAreReadAtOnce() throws Exception {
        List<StoredEntry> entries = IntStream.range(0, 500)
                .mapToObj(n -> message(new RoomId("r" + n), n % 3 + 1, "c"))
                .toList();
        append(entries);
        List<EntryId> ids = entries.stream()
                .map(entry -> new EntryId(entry.room(), entry.seq()))
                .toList();

        assertThat(entryStore().get(ids).await(5, SECONDS)).containsExactlyInAnyOrderElementsOf(entries);
        assertThat(entryStore().getHeaders(ids).await(5, SECONDS))
                .hasSize(500)
                .containsEntry(ids.get(7), entries.get(7).header());
        List<EntryId> missing = List.of(ids.get(0), new EntryId(ROOM, 1), new EntryId(new RoomId("r0"), 9));
        assertThat(entryStore().get(missing).await(5, SECONDS)).containsExactly(entries.get(0));
        assertThat(entryStore().getHeaders(missing).await(5, SECONDS)).containsOnlyKeys(ids.get(0));
    }

    @Test
    void newestEntriesOfManyRoomsAreFoundAtOnce() throws Exception {
        List<StoredEntry> entries = new ArrayList<>();
        for (int n = 0; n < manyRooms() + 1; n++) {
            RoomId room = new RoomId("r" + n);
            LongStream.rangeClosed(1, 1 + n % 4).forEach(seq -> entries.add(message(room, seq, "c" + seq)));
        }
        for (int from = 0; from < entries.size(); from += 250) {
            append(entries.subList(from, Math.min(entries.size(), from + 250)));
        }
        List<RoomId> rooms = IntStream.range(0, manyRooms())
                .mapToObj(n -> new RoomId("r" + n))
                .toList();

        Map<RoomId, EntryHeader> heads = entryStore()
                .heads(Stream.concat(rooms.stream(), Stream.of(ROOM)).toList())
                .await(5, SECONDS);

        assertThat(heads).containsOnlyKeys(rooms);
        for (int n = 0; n < manyRooms(); n++) {
            assertThat(heads.get(rooms.get(n)).seq()).isEqualTo(1 + n % 4);
        }
        assertThat(heads.get(rooms.get(3)))
                .isEqualTo(message(rooms.get(3), 4, "c4").header());
    }

    @Test
    void allRoomsAreListedByPagesInTheOrderOfTheirIds() throws Exception {
        List<String> ids = List.of("B", "a", "a-b", "a:1", "a_b", "b", "tea");
        append(ids.stream()
                .map(id -> stored(TestRequests.newRoom(new RoomId(id)), 1))
                .toList());
        List<String> pages = new ArrayList<>();
        RoomId after = null;
        do {
            List<RoomId> page = entryStore().rooms(after, 3).await(5, SECONDS);
            page.forEach(room -> pages.add(room.value()));
            after = page.size() < 3 ? null : page.get(2);
        } while (after != null);
        assertThat(pages).isEqualTo(ids.stream().sorted().toList());
        assertThat(entryStore().rooms(new RoomId("tea"), 3).await(5, SECONDS)).isEmpty();
    }

    @Test
    void ownMessagesAmongTheNextHundredEntriesAreCounted() throws Exception {
        RoomId other = new RoomId("other");
        List<StoredEntry> entries = new ArrayList<>(List.of(stored(TestRequests.newRoom(ROOM), 1)));
        for (long seq = 2; seq <= 110; seq++) {
            String sender = seq % 10 == 0 ? "bob" : "ann";
            entries.add(stored(TestRequests.say(ROOM, sender, "c" + seq, 1), seq));
        }
        append(entries);
        StoredEntry two = stored(TestRequests.say(other, "bob", "c2", 1), 2);
        append(List.of(stored(TestRequests.join(other, "bob", 1), 1), two, message(other, 3, "c3")));

        assertThat(entryStore()
                        .ownAfter(user("bob"), List.of(new EntryId(ROOM, 9), new EntryId(other, 0)))
                        .await(5, SECONDS))
                .as("10, 20, ..., 100 are own, 110 is too far; a join is no message")
                .isEqualTo(Map.of(ROOM, own(10, entries.get(99)), other, own(1, two)));
        assertThat(entryStore()
                        .ownAfter(user("bob"), List.of(new EntryId(ROOM, 100), new EntryId(other, 2)))
                        .await(5, SECONDS))
                .isEqualTo(Map.of(ROOM, own(1, entries.get(109))));
    }

    private static OwnMessages own(int count, StoredEntry newest) {
        return new OwnMessages(count, newest.seq(), newest.header().count().messages());
    }
}
