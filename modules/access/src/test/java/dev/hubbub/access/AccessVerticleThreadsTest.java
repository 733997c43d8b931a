// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.newRoom;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessagePages;
import dev.hubbub.contract.messages.MessagePages.OfThread;
import dev.hubbub.contract.messages.MessagePages.ThreadPage;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Position;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers and threads; message 2 is ann's. */
@ExtendWith(VertxExtension.class)
class AccessVerticleThreadsTest {
    private static final String NO_MESSAGE = " (expected: the seq of a message of this room that is not deleted)";

    private AccessHarness harness;
    private int sent;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "first"));
    }

    private Send send(RoomId room, Long replyTo, Long thread) {
        return new Send(
                room, new ClientId("r" + sent++), null, "answer", null, replyTo, thread, null, null, null, null);
    }

    private long reply(Caller caller, Long thread) {
        return harness.ok(Messages.SEND, caller, send(PUBLIC_ROOM, null, thread))
                .seq();
    }

    private ThreadPage page(Caller caller, Long after) {
        return harness.ok(MessagePages.THREAD, caller, new OfThread(PUBLIC_ROOM, 2, after, 3));
    }

    @Test
    void answerNamesAMessageOfTheRoom() {
        long seq = harness.ok(Messages.SEND, BOB, send(PUBLIC_ROOM, 2L, null)).seq();
        assertThat(harness.store.entries(PUBLIC_ROOM).get((int) seq - 1).fields())
                .isEqualTo(Map.of("text", "answer", "replyTo", 2L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 999, Long.MAX_VALUE - 1})
    void otherNumbersAreNoMessages(long seq) {
        assertThat(harness.refused(Messages.SEND, BOB, send(PUBLIC_ROOM, seq, null)))
                .isEqualTo("NOT_FOUND: replyTo: " + seq + NO_MESSAGE);
        assertThat(harness.refused(Messages.SEND, BOB, send(PUBLIC_ROOM, null, seq)))
                .isEqualTo("NOT_FOUND: thread: " + seq + NO_MESSAGE);
        assertThat(harness.store.events(PUBLIC_ROOM)).containsExactly("created", "message");
    }

    @Test
    void deletedMessageIsNotAnswered() {
        harness.ok(MessageChanges.DELETE, ANN, new MessageChanges.Delete(PUBLIC_ROOM, 2));
        assertThat(harness.refused(Messages.SEND, BOB, send(PUBLIC_ROOM, 2L, null)))
                .startsWith("NOT_FOUND: replyTo: 2");
        assertThat(harness.refused(Messages.SEND, BOB, send(PUBLIC_ROOM, null, 2L)))
                .startsWith("NOT_FOUND: thread: 2");
    }

    @Test
    void threadHasNoThreads() {
        long seq = reply(BOB, 2L);
        assertThat(harness.refused(Messages.SEND, ANN, send(PUBLIC_ROOM, null, seq)))
                .isEqualTo("CONFLICT: thread: 3 is in a thread (expected: its first message, 2)");
        assertThat(harness.ok(Messages.SEND, ANN, send(PUBLIC_ROOM, seq, 2L)).seq())
                .isEqualTo(4);
    }

    @Test
    void threadIsReadInPagesWithItsCount() {
        for (int i = 0; i < 4; i++) {
            reply(BOB, 2L);
            harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "between " + i));
        }
        ThreadPage newest = page(ANN, null);
        assertThat(newest.first().seq()).isEqualTo(2);
        assertThat(newest.messages()).extracting(Entry::seq).containsExactly(5L, 7L, 9L);
        assertThat(newest.count()).isEqualTo(4);
        assertThat(newest.read()).isZero();
        assertThat(newest.unread()).isEqualTo(4);
        assertThat(page(BOB, 3L).messages()).extracting(Entry::seq).containsExactly(5L, 7L, 9L);
        assertThat(page(BOB, 0L).messages()).extracting(Entry::seq).containsExactly(3L, 5L, 7L);
        assertThat(page(BOB, 0L).unread()).as("its own").isZero();
    }

    @Test
    void userHasAPositionInAThreadOfItsOwn() {
        long first = reply(BOB, 2L);
        reply(BOB, 2L);
        assertThat(harness.ok(Reads.READ, ANN, new Reads.Read(PUBLIC_ROOM, first, 2L)))
                .isEqualTo(new Position(PUBLIC_ROOM, first, 1));
        assertThat(harness.ok(Reads.READ, ANN, new Reads.Read(PUBLIC_ROOM, 2L, 2L)))
                .as("never back")
                .isEqualTo(new Position(PUBLIC_ROOM, first, 1));
        assertThat(page(ANN, null).read()).isEqualTo(first);
        assertThat(page(ANN, null).unread()).isEqualTo(1);
        assertThat(harness.records.cursor(ANN.user(), PUBLIC_ROOM))
                .as("the room is not read by that")
                .isLessThan(first);
        assertThat(harness.refused(Reads.READ, ANN, new Reads.Read(PUBLIC_ROOM, 3L, 1L)))
                .startsWith("NOT_FOUND: thread: 1");
        assertThat(harness.refused(Reads.READ, EVE, new Reads.Read(PUBLIC_ROOM, 3L, 2L)))
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void nothingIsKeptOfWhoReadsAMessageWithoutReplies() {
        int before = harness.records.size();
        assertThat(harness.ok(Reads.READ, BOB, new Reads.Read(PUBLIC_ROOM, 2L, 2L)))
                .isEqualTo(new Position(PUBLIC_ROOM, 2, 0));
        assertThat(harness.records.size()).isEqualTo(before);
        reply(ANN, 2L);
        assertThat(page(BOB, null).unread()).isEqualTo(1);
    }

    @Test
    void strangersReadNoThread() {
        assertThat(harness.refused(MessagePages.THREAD, EVE, new OfThread(PUBLIC_ROOM, 2, null, null)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(MessagePages.THREAD, BOB, new OfThread(PUBLIC_ROOM, 1, null, null)))
                .startsWith("NOT_FOUND: seq: 1");
        JsonObject body = new JsonObject().put("room", PUBLIC_ROOM.value()).put("seq", 0);
        assertThat(harness.malformed(MessagePages.THREAD, BOB, body)).startsWith("BAD_REQUEST: seq: 0");
        assertThat(harness.malformed(
                        Messages.SEND,
                        BOB,
                        new JsonObject()
                                .put("room", PUBLIC_ROOM.value())
                                .put("clientId", "c1")
                                .put("text", "x")
                                .put("alsoInRoom", true)))
                .startsWith("BAD_REQUEST: alsoInRoom");
    }

    @Test
    void ephemeralRoomHasAnswersAndNoThreads() {
        RoomId room = harness.ok(Rooms.CREATE, ANN, newRoom(RoomKind.GROUP, Durability.EPHEMERAL))
                .room();
        harness.ok(Rooms.JOIN, BOB, new Rooms.Join(room));
        long seq = harness.ok(Messages.SEND, ANN, message(room, "hello")).seq();
        assertThat(harness.refused(Messages.SEND, BOB, send(room, null, seq)))
                .isEqualTo("CONFLICT: messages of this room are not stored");
        harness.ok(Messages.SEND, BOB, send(room, seq, null));
    }
}
