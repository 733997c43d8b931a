// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.newRoom;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Changed;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.MessageChanges.Pin;
import dev.hubbub.contract.messages.MessageChanges.React;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.RoomUpdates;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edits, deletions, reactions and pins: ann owns the room, bob is a member, eve a stranger; message 2 is bob's. */
@ExtendWith(VertxExtension.class)
class AccessVerticleChangesTest {
    private static final String NO_MESSAGE = " (expected: the seq of a message of this room that is not deleted)";

    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB));
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "first"));
    }

    private static Edit edit(RoomId room, long seq, String text) {
        return new Edit(room, seq, text, null, null, null);
    }

    private Changed edit(Caller caller, String text) {
        return harness.ok(MessageChanges.EDIT, caller, edit(PUBLIC_ROOM, 2, text));
    }

    private static React react(String emoji, boolean on) {
        return new React(PUBLIC_ROOM, 2, emoji, on);
    }

    private Entry message2() {
        return harness.ok(Messages.HISTORY, ANN, new Messages.History(PUBLIC_ROOM, null, 1L, 1))
                .messages()
                .get(0);
    }

    private List<String> events() {
        return harness.store.events(PUBLIC_ROOM);
    }

    private void assertNothingStored() {
        assertThat(events()).containsExactly("created", "message");
    }

    @Test
    void senderEditsItsMessage() {
        Changed changed = edit(BOB, "second");
        assertThat(changed.target()).isEqualTo(2);
        assertThat(changed.seq()).isEqualTo(3);
        assertThat(harness.store.entries(PUBLIC_ROOM).get(2).fields())
                .isEqualTo(Map.of("target", 2L, "text", "second"));
        assertThat(MessageEntry.text(message2())).isEqualTo("second");
    }

    @Test
    void whatIsSoAlreadyStoresNothing() {
        assertThat(edit(BOB, "first")).isEqualTo(Changed.already(PUBLIC_ROOM, 2));
        assertThat(harness.ok(MessageChanges.PIN, ANN, new Pin(PUBLIC_ROOM, 2, false))
                        .seq())
                .isNull();
        assertThat(harness.ok(MessageChanges.REACT, ANN, react("👍", false)).seq())
                .isNull();
        assertNothingStored();
        edit(BOB, "second");
        assertThat(edit(BOB, "second").seq()).isNull();
        assertThat(edit(BOB, "first").seq()).isEqualTo(4);
    }

    @Test
    void moderatorsEditAndDeleteTheMessagesOfOthersAndMembersDoNot() {
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "of ann"));
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit(PUBLIC_ROOM, 3, "mine")))
                .isEqualTo("FORBIDDEN: only owners and moderators edit messages of others");
        assertThat(harness.refused(MessageChanges.DELETE, BOB, new Delete(PUBLIC_ROOM, 3)))
                .isEqualTo("FORBIDDEN: only owners and moderators delete messages of others");
        assertThat(edit(ANN, "by ann").seq()).isEqualTo(4);
        assertThat(harness.ok(MessageChanges.DELETE, ANN, new Delete(PUBLIC_ROOM, 2))
                        .seq())
                .isEqualTo(5);
        assertThat(harness.ok(MessageChanges.DELETE, SERVER, new Delete(PUBLIC_ROOM, 3))
                        .seq())
                .isEqualTo(6);
    }

    @Test
    void deletedMessageIsNoTargetAnyMore() {
        harness.ok(MessageChanges.DELETE, BOB, new Delete(PUBLIC_ROOM, 2));
        assertThat(MessageEntry.text(message2())).isNull();
        assertThat(harness.ok(MessageChanges.DELETE, BOB, new Delete(PUBLIC_ROOM, 2)))
                .as("deleted again")
                .isEqualTo(Changed.already(PUBLIC_ROOM, 2));
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit(PUBLIC_ROOM, 2, "back")))
                .isEqualTo("NOT_FOUND: seq: 2" + NO_MESSAGE);
        assertThat(harness.refused(MessageChanges.REACT, BOB, react("👍", true)))
                .isEqualTo("NOT_FOUND: seq: 2" + NO_MESSAGE);
        assertThat(harness.refused(MessageChanges.PIN, ANN, new Pin(PUBLIC_ROOM, 2, true)))
                .isEqualTo("NOT_FOUND: seq: 2" + NO_MESSAGE);
        assertThat(events()).containsExactly("created", "message", "deleted");
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "1000000"})
    void onlyMessagesAreTargets(long seq) {
        assertThat(harness.refused(MessageChanges.EDIT, ANN, edit(PUBLIC_ROOM, seq, "x")))
                .isEqualTo("NOT_FOUND: seq: " + seq + NO_MESSAGE);
        assertThat(harness.refused(MessageChanges.DELETE, SERVER, new Delete(PUBLIC_ROOM, seq)))
                .isEqualTo("NOT_FOUND: seq: " + seq + NO_MESSAGE);
        assertNothingStored();
    }

    @Test
    void strangersLearnNothingOfTheMessagesOfARoom() {
        for (RoomId room : List.of(PUBLIC_ROOM, MISSING_ROOM)) {
            for (long seq : List.of(2L, 99L)) {
                assertThat(harness.refused(MessageChanges.EDIT, EVE, edit(room, seq, "x")))
                        .isEqualTo(ACCESS_DENIED);
                assertThat(harness.refused(MessageChanges.DELETE, EVE, new Delete(room, seq)))
                        .isEqualTo(ACCESS_DENIED);
                assertThat(harness.refused(MessageChanges.REACT, EVE, new React(room, seq, "👍", true)))
                        .isEqualTo(ACCESS_DENIED);
                assertThat(harness.refused(MessageChanges.PIN, EVE, new Pin(room, seq, true)))
                        .isEqualTo(ACCESS_DENIED);
            }
        }
    }

    @Test
    void messageIsEditedAHundredTimesAtMost() {
        for (int i = 0; i < 100; i++) {
            edit(BOB, "text " + i);
        }
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit(PUBLIC_ROOM, 2, "more")))
                .isEqualTo("CONFLICT: seq: a message with 100 edits (expected: fewer than 100)");
    }

    @Test
    void whoIsMutedOrRemovedChangesNothingMore() {
        edit(BOB, "second"); // the membership is cached now
        harness.ok(Moderation.MUTE, ANN, new Moderation.Mute(PUBLIC_ROOM, BOB.user(), 60));
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit(PUBLIC_ROOM, 2, "third")))
                .startsWith("FORBIDDEN: you are muted until");
        assertThat(harness.refused(MessageChanges.REACT, BOB, react("👍", true)))
                .startsWith("FORBIDDEN: you are muted until");
        harness.ok(MessageChanges.DELETE, BOB, new Delete(PUBLIC_ROOM, 2));
        harness.ok(Rooms.KICK, ANN, new Rooms.Kick(PUBLIC_ROOM, BOB.user()));
        assertThat(harness.refused(MessageChanges.DELETE, BOB, new Delete(PUBLIC_ROOM, 2)))
                .isEqualTo(ACCESS_DENIED);
    }

    /** The log refuses what relies on a membership that another node has ended. */
    @Test
    void removalOnAnotherNodeEndsTheRightToChange() {
        edit(BOB, "second");
        harness.store.beforeAppend(() -> harness.store.appendUnchecked(
                MembershipEntry.REMOVED.entry(PUBLIC_ROOM, ANN, new MemberContent(BOB.user()))));
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit(PUBLIC_ROOM, 2, "third")))
                .isEqualTo(ACCESS_DENIED);
        harness.store.beforeAppend(() -> harness.store.appendUnchecked(
                MembershipEntry.JOINED.entry(PUBLIC_ROOM, EVE, new MemberContent(EVE.user()))));
        assertThat(edit(ANN, "by ann").seq()).as("judged again").isNotNull();
    }

    @Test
    void archivedRoomTakesDeletionsOnly() {
        harness.ok(
                RoomUpdates.UPDATE,
                ANN,
                new RoomUpdates.Update(
                        PUBLIC_ROOM, null, null, RoomStatus.ARCHIVED, null, null, null, null, null, null, null));
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit(PUBLIC_ROOM, 2, "x")))
                .isEqualTo("FORBIDDEN: the room is archived");
        assertThat(harness.refused(MessageChanges.REACT, BOB, react("👍", true)))
                .isEqualTo("FORBIDDEN: the room is archived");
        assertThat(harness.refused(MessageChanges.PIN, ANN, new Pin(PUBLIC_ROOM, 2, true)))
                .isEqualTo("FORBIDDEN: the room is archived");
        assertThat(harness.ok(MessageChanges.DELETE, BOB, new Delete(PUBLIC_ROOM, 2))
                        .seq())
                .isNotNull();
    }

    @Test
    void messagesOfAnEphemeralRoomDoNotChange() {
        RoomId room = harness.ok(Rooms.CREATE, ANN, newRoom(RoomKind.GROUP, Durability.EPHEMERAL))
                .room();
        harness.ok(Rooms.JOIN, BOB, new Rooms.Join(room));
        long seq = harness.ok(Messages.SEND, BOB, message(room, "hello")).seq();
        for (String refusal : List.of(
                harness.refused(MessageChanges.EDIT, BOB, edit(room, seq, "x")),
                harness.refused(MessageChanges.DELETE, BOB, new Delete(room, seq)),
                harness.refused(MessageChanges.REACT, BOB, new React(room, seq, "👍", true)),
                harness.refused(MessageChanges.PIN, ANN, new Pin(room, seq, true)))) {
            assertThat(refusal).isEqualTo("CONFLICT: messages of this room are not stored");
        }
    }

    private void malformed(Rpc<?, ?> rpc, JsonObject body, String refusal) {
        JsonObject whole = new JsonObject()
                .put("room", PUBLIC_ROOM.value())
                .put("seq", 2)
                .put("text", "x")
                .put("emoji", "👍")
                .mergeIn(body);
        assertThat(harness.malformed(rpc, BOB, whole)).startsWith("BAD_REQUEST: " + refusal);
    }

    @Test
    void malformedChangesAreRefused() {
        malformed(MessageChanges.EDIT, new JsonObject().put("text", " "), "text: blank");
        malformed(MessageChanges.EDIT, new JsonObject().putNull("text"), "text");
        malformed(MessageChanges.EDIT, new JsonObject().put("seq", 0), "seq: 0");
        malformed(MessageChanges.EDIT, new JsonObject().put("mentions", "bob"), "mentions");
        malformed(MessageChanges.DELETE, new JsonObject().put("seq", "2x"), "seq");
        malformed(MessageChanges.REACT, new JsonObject().put("emoji", "x".repeat(10_240)), "emoji: 10240 characters");
        malformed(MessageChanges.REACT, new JsonObject().put("on", "yes"), "on");
        malformed(MessageChanges.PIN, new JsonObject().put("seq", -1), "seq: -1");
        assertNothingStored();
    }

    @Test
    void textOfAnEditIsBounded() {
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit(PUBLIC_ROOM, 2, "x".repeat(65_537))))
                .startsWith("TOO_LARGE: text: 65537 bytes");
        assertNothingStored();
    }
}
