// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageLog.Known;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.testing.TestRequests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The behaviour of every {@link EntryStore}. */
public abstract class EntryStoreContract extends ChangedEntriesContract {
    @Test
    void everyKindOfEntryIsReadAsItWasStored() throws Exception {
        List<StoredEntry> entries = List.of(
                stored(TestRequests.newRoom(ROOM, "bob", "cyn"), 1),
                message(ROOM, 2, "c1"),
                stored(TestRequests.join(ROOM, "dan", 1), 3),
                stored(TestRequests.change(MembershipEntry.LEFT, ROOM, "dan", "dan", 1), 4),
                stored(TestRequests.remove(ROOM, "bob", 1), 5));

        assertThat(append(entries)).isEqualTo(5);

        assertThat(entryStore().get(ROOM, List.of(5L, 4L, 3L, 2L, 1L, 6L)).await(5, SECONDS))
                .isEqualTo(entries);
    }

    @Test
    void textThatLooksLikeACommandIsText() throws Exception {
        List<String> texts = List.of(
                "{\"$where\": \"sleep(1000)\"}",
                "$where",
                "a.b.c",
                "{\"$date\": \"x\"}",
                "\u0000 \ud83d\ude00",
                "$max");
        List<StoredEntry> entries = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            entries.add(stored(TestRequests.say(ROOM, "ann", "$where" + i, texts.get(i), 1), i + 2));
        }

        assertThat(append(entries)).isEqualTo(texts.size());

        assertThat(entryStore()
                        .get(ROOM, LongStream.range(2, 10).boxed().toList())
                        .await(5, SECONDS))
                .extracting(entry -> MessageEntry.text(entry.entry()))
                .isEqualTo(texts);
        assertThat(entryStore().find(ROOM, user("ann"), "c:$where1").await(5, SECONDS))
                .contains(entries.get(1));
    }

    @Test
    void takenNumberStopsTheRest() throws Exception {
        entryStore().append(List.of(message(ROOM, 2, "theirs"))).await(5, SECONDS);

        Integer count = append(List.of(message(ROOM, 1, "a"), message(ROOM, 2, "b"), message(ROOM, 3, "c")));

        assertThat(count).isEqualTo(1);
        assertThat(entryStore().getHeaders(ROOM, List.of(1L, 2L, 3L)).await(5, SECONDS))
                .extracting(EntryHeader::seq)
                .containsExactly(1L, 2L);
        assertThat(entryStore().find(ROOM, user("ann"), "c:b").await(5, SECONDS))
                .isEmpty();
    }

    @Test
    void usedKeyStopsTheRest() throws Exception {
        StoredEntry first = message(ROOM, 1, "same");
        entryStore().append(List.of(first)).await(5, SECONDS);

        Integer count = append(List.of(message(ROOM, 2, "a"), message(ROOM, 3, "same"), message(ROOM, 4, "b")));

        assertThat(count).isEqualTo(1);
        assertThat(entryStore().find(ROOM, user("ann"), "c:same").await(5, SECONDS))
                .contains(first);
        assertThat(entryStore().getHeaders(ROOM, List.of(3L, 4L)).await(5, SECONDS))
                .isEmpty();
    }

    @Test
    void aCollisionInOneRoomStopsNoOtherRoom() throws Exception {
        RoomId other = new RoomId("other");
        entryStore().append(List.of(message(ROOM, 2, "theirs"))).await(5, SECONDS);

        List<StoredEntry> entries = List.of(
                message(ROOM, 1, "a"),
                message(other, 1, "b"),
                message(ROOM, 2, "c"),
                message(ROOM, 3, "d"),
                message(other, 2, "e"));
        AppendResult result = entryStore().append(entries).await(5, SECONDS);

        assertThat(result.outcomes())
                .containsExactly(Outcome.STORED, Outcome.STORED, Outcome.COLLIDED, Outcome.NOT_TRIED, Outcome.STORED);
        assertThat(entryStore().get(other, List.of(1L, 2L)).await(5, SECONDS))
                .containsExactly(entries.get(1), entries.get(4));
        assertThat(entryStore().getHeaders(ROOM, List.of(1L, 2L, 3L)).await(5, SECONDS))
                .extracting(EntryHeader::seq)
                .containsExactly(1L, 2L);
    }

    @Test
    void collisionsInRoomsWithOneEntryEachStopNoOtherRoom() throws Exception {
        List<StoredEntry> entries = IntStream.range(0, 20)
                .mapToObj(n -> message(new RoomId("r" + n), 1, "mine"))
                .toList();
        entryStore()
                .append(List.of(message(new RoomId("r3"), 1, "theirs"), message(new RoomId("r9"), 1, "theirs")))
                .await(5, SECONDS);

        AppendResult result = entryStore().append(entries).await(5, SECONDS);

        assertThat(result.stored()).isEqualTo(18);
        assertThat(result.outcomes().get(3)).isEqualTo(Outcome.COLLIDED);
        assertThat(result.outcomes().get(9)).isEqualTo(Outcome.COLLIDED);
    }

    @Test
    void sameKeyIsFreeInOtherRoomsAndForOtherSenders() throws Exception {
        RoomId other = new RoomId("kitchen-2");
        Integer count = append(List.of(
                message(ROOM, 1, "same"),
                message(other, 1, "same"),
                stored(TestRequests.say(ROOM, "bob", "same", 1), 2)));

        assertThat(count).isEqualTo(3);
        assertThat(entryStore().find(other, user("bob"), "c:same").await(5, SECONDS))
                .isEmpty();
    }

    @Test
    void headersHoldWhatTheNextNumberNeeds() throws Exception {
        entryStore()
                .append(List.of(stored(TestRequests.newRoom(ROOM), 1), message(ROOM, 2, "c1")))
                .await(5, SECONDS);

        assertThat(entryStore().getHeaders(ROOM, List.of(1L, 2L, 3L)).await(5, SECONDS))
                .containsExactly(new EntryHeader(1, 1, AT), new EntryHeader(2, 1, AT, new MessageCount(1, 2)));
    }

    @Test
    void roomIsBehindWhenTheNextNumberExists() throws Exception {
        RoomId other = new RoomId("other");
        RoomId empty = new RoomId("empty");
        entryStore()
                .append(List.of(message(ROOM, 1, "a"), message(ROOM, 2, "b"), message(other, 1, "c")))
                .await(5, SECONDS);

        assertThat(entryStore()
                        .behind(List.of(new Known(ROOM, 1), new Known(other, 1), new Known(empty, 0)))
                        .await(5, SECONDS))
                .containsExactly(ROOM);
        assertThat(entryStore()
                        .behind(List.of(new Known(ROOM, 0), new Known(ROOM, 1), new Known(ROOM, 2)))
                        .await(5, SECONDS))
                .as("each once")
                .containsExactly(ROOM);
        assertThat(entryStore()
                        .behind(List.of(new Known(ROOM, Long.MAX_VALUE - 1)))
                        .await(5, SECONDS))
                .isEmpty();
        assertThat(entryStore().behind(List.of()).await(5, SECONDS)).isEmpty();
    }

    @Test
    void fiveHundredRoomsAreCheckedAtOnce() throws Exception {
        List<Known> known = LongStream.range(0, 500)
                .mapToObj(n -> new Known(new RoomId("r" + n), n % 2))
                .toList();
        entryStore()
                .append(known.stream().map(each -> message(each.room(), 1, "c")).toList())
                .await(10, SECONDS);

        assertThat(entryStore().behind(known).await(5, SECONDS)).hasSize(250);
    }

    @Test
    void nothingIsFoundForNoNumbers() throws Exception {
        assertThat(entryStore().get(ROOM, List.of()).await(5, SECONDS)).isEmpty();
        assertThat(entryStore().get(List.of()).await(5, SECONDS)).isEmpty();
        assertThat(entryStore().getHeaders(List.of()).await(5, SECONDS)).isEmpty();
        assertThat(entryStore().heads(List.of()).await(5, SECONDS)).isEmpty();
        assertThat(entryStore().ownAfter(user("ann"), List.of()).await(5, SECONDS))
                .isEmpty();
    }

    @Test
    void aWholeBatchIsStored() throws Exception {
        List<StoredEntry> entries = LongStream.rangeClosed(1, 500)
                .mapToObj(seq -> message(ROOM, seq, "c" + seq))
                .toList();

        assertThat(append(entries)).isEqualTo(500);

        assertThat(entryStore().get(ROOM, List.of(1L, 500L)).await(5, SECONDS))
                .containsExactly(entries.get(0), entries.get(499));
    }

    @Test
    void entryOfAnUnknownKindIsReadAsItWasStored() throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("to", 3_000_000_000L);
        fields.put("weight", 0.5);
        fields.put("_id", "no id");
        fields.put("key", "no key");
        fields.put("$set", true);
        fields.put("a.b", 1);
        fields.put("nothing", null);
        fields.put("emoji", Map.of("$date", "no date", "tones", List.of(1, "two", Map.of("x", false))));
        Entry entry = new Entry("voted", ROOM, 1, user("ann"), null, Instant.ofEpochMilli(7), null, fields);
        StoredEntry stored = new StoredEntry(entry, "m:1", 0, 0, new MessageCount(7, 0));

        entryStore().append(List.of(stored)).await(5, SECONDS);
        assertThat(entryStore().get(ROOM, List.of(1L)).await(5, SECONDS)).containsExactly(stored);
    }
}
