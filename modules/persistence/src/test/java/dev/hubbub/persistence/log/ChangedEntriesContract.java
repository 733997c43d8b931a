// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.testing.TestChanges;
import dev.hubbub.persistence.testing.TestRequests;
import dev.hubbub.persistence.writer.TestEntries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Entries with effects, replies and erased contents on every {@link EntryStore}. */
public abstract class ChangedEntriesContract extends ManyRoomsContract {
    private static final RoomId OTHER = new RoomId("other");
    private static final Map<String, Object> DATA =
            Map.of("$date", "no date", "a.b", List.of(1, 3_000_000_000L, 0.5), "hash", true);

    private final TestChanges changes = new TestChanges(ROOM);

    /** A log of these requests, after the first entry of a room. */
    private List<StoredEntry> log(RoomId room, Append... requests) {
        List<StoredEntry> log = new ArrayList<>(List.of(stored(TestRequests.newRoom(room), 1)));
        for (Append request : requests) {
            log.add(TestEntries.next(request, log.get(log.size() - 1).header(), AT));
        }
        return log;
    }

    private List<StoredEntry> get(Long... seqs) throws Exception {
        return entryStore().get(ROOM, List.of(seqs)).await(5, SECONDS);
    }

    private List<Long> replies(RoomId room, long thread, Long after, int limit) throws Exception {
        return entryStore().replies(room, thread, after, limit).await(5, SECONDS).stream()
                .map(StoredEntry::seq)
                .toList();
    }

    @Test
    void entriesWithEffectsAreAChain() throws Exception {
        List<StoredEntry> log = log(
                ROOM,
                TestRequests.say(ROOM, "ann", "c2", 1),
                changes.edit("ann", 2, "other"),
                TestRequests.say(ROOM, "ann", "c4", 1),
                changes.mention("ann", "look, bob", "bob"));
        append(log);

        List<StoredEntry> read = get(1L, 2L, 3L, 4L, 5L);
        assertThat(read)
                .extracting(StoredEntry::key)
                .isEqualTo(log.stream().map(StoredEntry::key).toList());
        assertThat(read)
                .allMatch(entry ->
                        entry.saysTheSameAs(log.get((int) entry.seq() - 1).entry()));
        assertThat(read)
                .extracting(StoredEntry::effects)
                .containsExactly(Effects.NONE, Effects.NONE, new Effects(3, 0), new Effects(3, 0), new Effects(5, 3));
        assertThat(entryStore().getHeaders(ROOM, List.of(2L, 4L, 5L)).await(5, SECONDS))
                .extracting(EntryHeader::effects)
                .containsExactly(0L, 3L, 5L);
        assertThat(entryStore().heads(List.of(ROOM)).await(5, SECONDS))
                .containsEntry(ROOM, log.get(4).header());
    }

    @Test
    void allFieldsOfAMessageAreReadAsTheyWereStored() throws Exception {
        List<StoredEntry> log = log(
                ROOM,
                changes.message("ann", TestChanges.withData("text", DATA)),
                changes.mention("ann", "bob", "bob", "{\"$ne\":1}"),
                changes.reply("ann", 2, "yes"));
        append(log);

        List<StoredEntry> read = get(2L, 3L, 4L);
        assertThat(read.get(0).entry().fields()).isEqualTo(Map.of("text", "text", "data", DATA));
        assertThat(read.get(1).entry().fields().get("mentions")).isEqualTo(List.of("bob", "{\"$ne\":1}"));
        assertThat(read)
                .allMatch(entry ->
                        entry.saysTheSameAs(log.get((int) entry.seq() - 1).entry()));
    }

    @Test
    void repliesAreFoundByTheirThread() throws Exception {
        append(log(
                ROOM,
                TestRequests.say(ROOM, "ann", "c2", 1),
                changes.reply("ann", 2, "a"),
                changes.reply("bob", 2, "b"),
                changes.reply("bob", 3, "of another thread"),
                TestRequests.say(ROOM, "ann", "c6", 1),
                changes.reply("ann", 2, "c")));
        append(log(
                OTHER, TestRequests.say(OTHER, "ann", "c2", 1), new TestChanges(OTHER).reply("ann", 2, "elsewhere")));

        assertThat(replies(ROOM, 2, null, 100)).containsExactly(3L, 4L, 7L);
        assertThat(replies(ROOM, 2, null, 2)).as("the newest").containsExactly(4L, 7L);
        assertThat(replies(ROOM, 2, 0L, 2)).as("the oldest").containsExactly(3L, 4L);
        assertThat(replies(ROOM, 2, 3L, 100)).containsExactly(4L, 7L);
        assertThat(replies(ROOM, 2, 7L, 100)).isEmpty();
        assertThat(replies(ROOM, 2, Long.MAX_VALUE - 1, 100)).isEmpty();
        assertThat(replies(ROOM, 6, null, 100)).isEmpty();
        assertThat(replies(OTHER, 2, null, 100)).containsExactly(3L);
        assertThat(replies(new RoomId("none"), 2, null, 100)).isEmpty();
    }

    @Test
    void anErasedEntryKeepsItsPlaceAndSaysNothing() throws Exception {
        List<StoredEntry> log = log(
                ROOM,
                changes.message("ann", "same", TestChanges.withData("text", DATA)),
                changes.reply("ann", 2, "a reply"),
                changes.edit("ann", 2, "other", "bob"));
        append(log);

        for (int time = 0; time < 2; time++) {
            entryStore()
                    .erase(log.subList(1, 4).stream().map(StoredEntry::erased).toList())
                    .await(5, SECONDS);

            List<StoredEntry> erased = get(1L, 2L, 3L, 4L);
            assertThat(erased).startsWith(log.get(0));
            assertThat(erased.get(1)).isEqualTo(log.get(1).erased());
            assertThat(erased)
                    .extracting(StoredEntry::header)
                    .isEqualTo(log.stream().map(StoredEntry::header).toList());
            assertThat(erased.get(1).entry().fields()).isEmpty();
            assertThat(erased.get(2).entry().fields()).hasToString("{replyTo=2, thread=2}");
            assertThat(erased.get(3).entry().fields()).hasToString("{target=2}");
            assertThat(replies(ROOM, 2, null, 100)).containsExactly(3L);
        }
    }

    @Test
    void anErasedMessageIsFoundByItsKeyAndKnowsWhatItSaid() throws Exception {
        Append request = changes.message("ann", "same", TestChanges.withData("text", DATA));
        List<StoredEntry> log = log(ROOM, request);
        append(log);
        entryStore().erase(List.of(log.get(1).erased())).await(5, SECONDS);

        StoredEntry found =
                entryStore().find(ROOM, user("ann"), "c:same").await(5, SECONDS).orElseThrow();
        assertThat(found.seq()).isEqualTo(2);
        assertThat(MessageEntry.text(found.entry())).isNull();
        assertThat(found.saysTheSameAs(request.entry())).isTrue();
        Entry other = changes.message("ann", "same", TestChanges.withData("text", Map.of("a", 1)))
                .entry();
        assertThat(found.saysTheSameAs(other)).isFalse();
    }

    @Test
    void erasingNothingChangesNothing() throws Exception {
        entryStore().erase(List.of()).await(5, SECONDS);
        entryStore().erase(List.of(log(ROOM).get(0).erased())).await(5, SECONDS);

        assertThat(get(1L)).isEmpty();
    }
}
