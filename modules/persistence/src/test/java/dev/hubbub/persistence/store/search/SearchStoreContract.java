// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.search;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.search.Candidates.Candidate;
import dev.hubbub.persistence.testing.TestRequests;
import dev.hubbub.persistence.writer.TestEntries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The behaviour of every {@link SearchStore}. */
public abstract class SearchStoreContract {
    private static final RoomId OTHER = new RoomId("pantry");
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");

    protected abstract Store store();

    /** Stores a message, and returns it as the index gets it. */
    private IndexedMessage message(RoomId room, long seq, Instant at, String text) throws Exception {
        StoredEntry entry = TestEntries.next(
                TestRequests.say(room, "ann", "c" + seq, text, 1), new EntryHeader(seq - 1, 1, at), at);
        store().entries().append(List.of(entry)).await(10, SECONDS);
        return indexed(entry);
    }

    private static IndexedMessage indexed(StoredEntry entry) {
        return new IndexedMessage(
                new EntryId(entry.room(), entry.seq()),
                entry.at(),
                entry.sender(),
                null,
                entry.seq(),
                MessageEntry.text(entry.entry()));
    }

    private static IndexedMessage without(IndexedMessage message) {
        return new IndexedMessage(message.id(), message.at(), message.sender(), message.kind(), message.source(), null);
    }

    private void write(IndexedMessage... messages) throws Exception {
        store().search().write(new IndexUpdate(List.of(messages), Map.of())).await(10, SECONDS);
    }

    private Candidates find(String word, String before, int limit) throws Exception {
        return store().search()
                .find(new SearchCriteria(List.of(word), List.of(ROOM, OTHER), null, null, null, null, before, limit))
                .await(10, SECONDS);
    }

    private List<EntryId> found(String word) throws Exception {
        return find(word, null, 100).messages().stream().map(Candidate::id).toList();
    }

    @Test
    void messagesOfOneMomentAreOnOnePageEach() throws Exception {
        List<EntryId> ids = new ArrayList<>();
        for (int seq = 1; seq <= 10; seq++) {
            for (RoomId room : List.of(ROOM, OTHER)) {
                Instant at = seq < 4 ? AT.plusMillis(seq) : AT;
                IndexedMessage message = message(room, seq, at, "cup " + seq);
                write(message);
                ids.add(message.id());
            }
        }

        List<EntryId> all = new ArrayList<>();
        String next = null;
        do {
            Candidates page = find("cup", next, 3);
            page.messages().stream().map(Candidate::id).forEach(all::add);
            next = page.next();
        } while (next != null);
        assertThat(all).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(all.subList(0, 6)).extracting(EntryId::seq).containsExactly(3L, 3L, 2L, 2L, 1L, 1L);
    }

    @Test
    void theSameAgainChangesNothing() throws Exception {
        IndexedMessage message = message(ROOM, 1, AT, "blue cup");
        write(message);
        write(message);

        assertThat(found("cup")).containsExactly(message.id());
        write(without(message));
        write(without(message));
        assertThat(found("cup")).isEmpty();
        write(message);
        assertThat(found("blue")).containsExactly(message.id());
    }

    @Test
    void whatIsErasedIsNotPutIntoTheIndexLater() throws Exception {
        IndexedMessage kept = message(ROOM, 1, AT, "cup");
        IndexedMessage erased = message(ROOM, 2, AT, "cup");
        write(kept, erased);
        store().entries()
                .erase(store().entries().get(ROOM, List.of(2L)).await(10, SECONDS).stream()
                        .map(StoredEntry::erased)
                        .toList())
                .await(10, SECONDS);
        write(without(erased));

        assertThat(found("cup")).containsExactly(kept.id());
    }

    @Test
    void positionsOnlyRise() throws Exception {
        raise(ROOM, 7);
        raise(OTHER, 3);
        raise(ROOM, 5);

        Map<RoomId, Long> positions = store().search()
                .indexed(List.of(ROOM, OTHER, new RoomId("none")))
                .await(10, SECONDS);
        assertThat(positions).containsEntry(ROOM, 7L).containsEntry(OTHER, 3L);
        assertThat(positions.getOrDefault(new RoomId("none"), 0L)).isZero();
    }

    private void raise(RoomId room, long seq) throws Exception {
        store().search().write(new IndexUpdate(List.of(), Map.of(room, seq))).await(10, SECONDS);
    }
}
