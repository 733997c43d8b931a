// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Mentions;
import dev.hubbub.contract.messages.Overlays.RoomMention;
import dev.hubbub.contract.messages.Overlays.RoomMentions;
import dev.hubbub.contract.records.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threads, mentions, and messages that are looked up, on a store. */
abstract class LookedUpMessagesContract extends MessagesFixture {
    @Test
    void theFirstMessageOfAThreadShowsItsReplies() throws Exception {
        append(changes.reply("ann", 2, "a"));
        append(changes.reply("bob", 2, "b"));
        Appended newest = append(changes.reply("ann", 2, "c"));

        assertThat(read(2))
                .containsEntry(
                        "replies", Map.of("count", 3, "last", mark(newest, "ann"), "users", List.of("ann", "bob")));
        append(changes.edit("bob", 4, "b, edited"));
        append(changes.delete("ann", 3));
        append(changes.delete("ann", 3));
        assertThat(read(2))
                .as("one is deleted")
                .containsEntry(
                        "replies", Map.of("count", 2, "last", mark(newest, "ann"), "users", List.of("ann", "bob")));
    }

    @Test
    void repliesAreReadAsTheyAreNow() throws Exception {
        appendAll(
                changes.reply("ann", 2, "a"),
                changes.reply("bob", 2, "b"),
                changes.reply("ann", 2, "c"),
                changes.edit("bob", 4, "b, edited"),
                changes.delete("ann", 3));

        assertThat(call(MessageLookup.REPLIES, new MessageLookup.Replies(ROOM, 2, null, 100))
                        .entries())
                .extracting(MessageEntry::text)
                .containsExactly(null, "b, edited", "c");
        assertThat(call(MessageLookup.REPLIES, new MessageLookup.Replies(ROOM, 2, 3L, 1))
                        .entries())
                .extracting(Entry::seq)
                .containsExactly(4L);
        assertThat(read(3))
                .containsEntry("thread", 2)
                .containsEntry("replyTo", 2)
                .containsKey("deleted");
    }

    @Test
    void mentionedUsersHaveARecordOfTheMessages() throws Exception {
        RecordKey bob = Overlays.MENTIONS.key("bob", ROOM.value());
        RecordKey cyn = Overlays.MENTIONS.key("cyn", ROOM.value());
        appendAll(
                changes.mention("ann", "bob, ann", "bob", "ann"),
                changes.mention("ann", "bob, cyn", "bob", "cyn"),
                changes.mentionRoom("ann", "all"));
        assertThat(stored(Overlays.MENTIONS, bob)).contains(new Mentions(List.of(3L, 4L)));
        assertThat(stored(Overlays.MENTIONS, Overlays.MENTIONS.key("ann", ROOM.value())))
                .as("not of one's own")
                .isEmpty();
        assertThat(stored(Overlays.ROOM_MENTIONS, Overlays.ROOM_MENTIONS.key(ROOM.value())))
                .contains(new RoomMentions(List.of(new RoomMention(5, null))));

        appendAll(changes.edit("ann", 4, "cyn", "cyn"), changes.edit("ann", 2, "cyn", "cyn"), changes.delete("ann", 5));
        assertThat(stored(Overlays.MENTIONS, bob)).contains(new Mentions(List.of(3L)));
        assertThat(stored(Overlays.MENTIONS, cyn)).contains(new Mentions(List.of(2L, 4L)));
        assertThat(read(4)).containsEntry("mentions", List.of("cyn"));
        assertThat(stored(Overlays.ROOM_MENTIONS, Overlays.ROOM_MENTIONS.key(ROOM.value())))
                .contains(new RoomMentions(List.of()));
    }

    @Test
    void anEntryIsFoundByItsTime() throws Exception {
        for (int i = 3; i < 80; i++) {
            append(say(ROOM, "ann", "c" + i, 1));
        }
        List<Entry> all =
                call(MessageLog.READ, new MessageLog.Read(ROOM, 1, 100, false)).entries();
        for (Entry entry : all) {
            long first = all.stream()
                    .filter(each -> !each.at().isBefore(entry.at()))
                    .findFirst()
                    .orElseThrow()
                    .seq();
            assertThat(at(entry.at())).isEqualTo(first);
        }
        assertThat(at(Instant.EPOCH)).isEqualTo(1);
        assertThat(at(Instant.parse("2999-01-01T00:00:00Z"))).isEqualTo(80);
    }

    private long at(Instant time) throws Exception {
        return call(MessageLookup.AT, new MessageLookup.At(ROOM, time, 79)).seq();
    }

    @Test
    void messagesThatAreNotThereAreLeftOut() throws Exception {
        assertThat(call(MessageLookup.GET, new MessageLookup.Get(ROOM, List.of(9L, 2L, 1L)))
                        .entries())
                .extracting(Entry::seq)
                .containsExactly(1L, 2L);
        append(changes.edit("ann", 77, "of no message"));
        assertThat(versions(77)).isEmpty();
    }
}
