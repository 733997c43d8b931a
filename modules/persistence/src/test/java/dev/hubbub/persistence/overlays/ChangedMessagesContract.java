// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.MessageLookup.Version;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Mentions;
import dev.hubbub.contract.reads.Conversations.Last;
import dev.hubbub.persistence.testing.TestChanges;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Messages that change, over the bus, on a store. */
abstract class ChangedMessagesContract extends LookedUpMessagesContract {
    @Test
    void anEditedMessageHasItsNewestText() throws Exception {
        Appended first = append(changes.edit("ann", 2, "second"));
        append(say(ROOM, "bob", "c4", "between", 1));
        Appended newest = append(changes.edit("bob", 2, "third"));

        assertThat(read(2))
                .isEqualTo(Map.of("text", "third", "edited", mark(newest, "bob"), "changed", (int) newest.seq()));
        assertThat(read(first.seq())).as("an old edit says nothing").isEqualTo(Map.of("target", 2));
        assertThat(read(newest.seq())).containsEntry("text", "third");
        assertThat(call(MessageLog.READ, new MessageLog.Read(ROOM, 1, 100, false))
                        .entries())
                .extracting(MessageEntry::text)
                .containsExactly(null, "third", null, "between", "third");
        assertThat(versions(2))
                .extracting(Version::seq, Version::text)
                .containsExactly(tuple(2L, "first"), tuple(3L, "second"), tuple(5L, "third"));
        assertThat(versions(4)).extracting(Version::text).containsExactly("between");
        assertThat(versions(1)).as("no message").isEmpty();
        assertThat(last().text()).isEqualTo("between");
    }

    @Test
    void aDeletedMessageSaysNothingAnyMore() throws Exception {
        append(changes.edit("ann", 2, "second", "bob"));
        append(changes.react("bob", 2, "x", true));
        append(changes.pin("ann", 2, true));
        Appended deleted = append(changes.delete("ann", 2));

        assertThat(read(2)).isEqualTo(Map.of("deleted", mark(deleted, "ann"), "changed", (int) deleted.seq()));
        assertThat(read(3)).isEqualTo(Map.of("target", 2));
        assertThat(versions(2)).isEmpty();
        assertThat(list(Overlays.PIN)).isEmpty();
        assertThat(last()).isEqualTo(new Last(2, user("ann"), null, last().at(), true));
        assertThat(stored(Overlays.MENTIONS, Overlays.MENTIONS.key("bob", ROOM.value())))
                .contains(new Mentions(List.of()));
    }

    @Test
    void aDeletionErasesNoOtherMessage() throws Exception {
        append(say(ROOM, "ann", "c3", "kept", 1));
        append(say(ROOM, "ann", "c4", "gone", 1));
        Future.all(
                        send(say(ROOM, "bob", "c5", "first of all", 1)), // what comes meanwhile is folded together
                        send(changes.edit("ann", 2, "edited")),
                        send(changes.edit("ann", 3, "edited too")),
                        send(changes.delete("ann", 4)))
                .await(10, SECONDS);

        assertThat(read(2)).containsEntry("text", "edited");
        assertThat(read(3)).containsEntry("text", "edited too");
        assertThat(versions(2)).extracting(Version::text).containsExactly("first", "edited");
        assertThat(versions(3)).extracting(Version::text).containsExactly("kept", "edited too");
        assertThat(read(4)).doesNotContainKey("text");
    }

    @Test
    void aRepeatedSendOfADeletedMessageGetsItsReply() throws Exception {
        append(changes.delete("ann", 2));

        assertThat(append(say(ROOM, "ann", "c2", "first", 1)).seq()).isEqualTo(2);
        assertRefused(ErrorCode.CONFLICT, "clientId was used for seq 2", send(say(ROOM, "ann", "c2", "other", 1)));
        assertThat(read(2)).doesNotContainKey("text");
    }

    @Test
    void aRepeatedSendIsComparedWhole() throws Exception {
        Map<String, Object> data = Map.of("size", 5L, "list", List.of(1, Map.of("a", 2.5, "b", true)));
        Append request = changes.message("ann", "same", TestChanges.withData("text", data));
        append(request);

        assertThat(append(request).seq()).isEqualTo(3);
        assertRefused(
                ErrorCode.CONFLICT,
                "clientId was used for seq 3",
                send(changes.message("ann", "same", TestChanges.withData("text", Map.of("size", 6L)))));
        assertThat(read(3)).containsEntry("data", Map.of("size", 5, "list", List.of(1, Map.of("a", 2.5, "b", true))));
    }

    @Test
    void whatComesAfterADeletionChangesNothing() throws Exception {
        Appended deleted = append(changes.delete("ann", 2));
        appendAll(
                changes.edit("ann", 2, "late", "bob"),
                changes.react("bob", 2, "x", true),
                changes.pin("ann", 2, true),
                changes.delete("bob", 2));

        assertThat(read(2)).isEqualTo(Map.of("deleted", mark(deleted, "ann"), "changed", (int) deleted.seq()));
        assertThat(read(4)).as("nor is it found in the log").isEqualTo(Map.of("target", 2));
        assertThat(list(Overlays.PIN)).isEmpty();
        assertThat(list(Overlays.REACTION)).isEmpty();
        assertThat(stored(Overlays.MENTIONS, Overlays.MENTIONS.key("bob", ROOM.value())))
                .isEmpty();
    }

    @Test
    void eachUserHasOneOfEachEmoji() throws Exception {
        appendAll(
                changes.react("ann", 2, "x", true),
                changes.react("bob", 2, "x", true),
                changes.react("bob", 2, "x", true),
                changes.react("bob", 2, "y", true),
                changes.react("ann", 2, "z", false),
                changes.react("ann", 2, "x", false));

        assertThat(read(2)).containsEntry("reactions", Map.of("x", 1, "y", 1));
        assertThat(list(Overlays.REACTION))
                .extracting(Overlays.REACTION::read)
                .containsExactlyInAnyOrder(
                        new Overlays.Reaction(user("ann"), List.of()),
                        new Overlays.Reaction(user("bob"), List.of("x", "y")));
        assertThat(read(2)).as("the last that was counted").containsEntry("changed", 8);
        appendAll(changes.react("bob", 2, "x", false), changes.react("bob", 2, "y", false));
        assertThat(read(2)).as("of a message that was changed back, too").containsOnlyKeys("text", "changed");
    }

    @Test
    void aMessageHasFiftyEmojisAtMost() throws Exception {
        for (int i = 0; i < 51; i++) {
            append(changes.react("bob", 2, "e" + i, true));
        }
        append(changes.react("ann", 2, "e7", true));

        assertThat(read(2).get("reactions"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .hasSize(50)
                .containsEntry("e7", 2)
                .doesNotContainKey("e50");
    }

    @Test
    void pinnedMessagesAreListedUntilTheyAreUnpinned() throws Exception {
        append(say(ROOM, "bob", "c3", 1));
        Appended pinned = append(changes.pin("ann", 3, true));
        append(changes.pin("bob", 2, true));
        append(changes.pin("bob", 3, true));

        assertThat(read(3)).containsEntry("pinned", mark(pinned, "ann"));
        assertThat(list(Overlays.PIN))
                .extracting(record -> record.key().key())
                .containsExactly(Overlays.key(2), Overlays.key(3));
        append(changes.pin("ann", 3, false));
        assertThat(read(3)).doesNotContainKey("pinned");
        assertThat(list(Overlays.PIN)).hasSize(1);
    }

    @Test
    void theLastMessageOfARowIsAsItIsNow() throws Exception {
        append(changes.edit("ann", 2, "x".repeat(300)));

        assertThat(last().text()).isEqualTo("x".repeat(256));
        assertThat(last().seq()).isEqualTo(2);
        assertThat(last().deleted()).isNull();
    }
}
