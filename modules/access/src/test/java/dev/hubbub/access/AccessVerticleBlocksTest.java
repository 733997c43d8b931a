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
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.MessageChanges.Pin;
import dev.hubbub.contract.messages.MessageChanges.React;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Read;
import dev.hubbub.contract.reads.Reads.ReadsOf;
import dev.hubbub.contract.reads.Reads.UserRead;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Rights;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.signals.Signals.Signal;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.Blocks.Block;
import dev.hubbub.contract.users.Blocks.Unblock;
import dev.hubbub.contract.users.Users;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ann and bob have a direct room, and are both in a group. */
@ExtendWith(VertxExtension.class)
class AccessVerticleBlocksTest {
    private AccessHarness harness;
    private RoomId direct;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB));
        direct = harness.ok(Rooms.CREATE, ANN, directWith(BOB)).room();
        harness.ok(Messages.SEND, BOB, message(direct, "hello"));
    }

    private static Rooms.Create directWith(Caller... members) {
        List<UserId> users = Stream.of(members).map(Caller::user).toList();
        return new Rooms.Create(null, users, null, null, null, RoomKind.DIRECT, null, null, null, null, null);
    }

    /** The event that drops what is cached comes with the reply, or right after it. */
    private void awaitRefused(Caller sender) {
        await().untilAsserted(() -> assertThat(harness.refused(Messages.SEND, sender, message(direct, "again")))
                .isEqualTo(ACCESS_DENIED));
    }

    @Test
    void neitherWritesAfterABlock() {
        harness.ok(Blocks.BLOCK, ANN, new Block(BOB.user()));
        awaitRefused(BOB);
        awaitRefused(ANN);
        assertThat(harness.refused(Rooms.CREATE, BOB, directWith(ANN))).isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Rooms.CREATE, ANN, directWith(BOB))).isEqualTo(ACCESS_DENIED);
        assertThat(harness.store.texts(direct)).contains("hello");
        assertThat(harness.ok(Messages.HISTORY, BOB, new Messages.History(direct, null, null, null))
                        .messages())
                .as("what was said before")
                .isNotEmpty();
    }

    @Test
    void neitherSignalsAfterABlock() {
        harness.ok(Signals.SIGNAL, BOB, new Signal(direct, "call", 1));
        harness.ok(Blocks.BLOCK, ANN, new Block(BOB.user()));
        awaitRefused(BOB);
        assertThat(harness.refused(Signals.SIGNAL, BOB, new Signal(direct, "call", 2)))
                .isEqualTo(harness.refused(Signals.SIGNAL, BOB, new Signal(MISSING_ROOM, "call", 2)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Signals.SIGNAL, ANN, new Signal(direct, "call", 3)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Signals.SIGNAL, BOB, new Signal(direct, "call", 4, true, null, null)))
                .as("a signal with a kept value")
                .isEqualTo(ACCESS_DENIED);
        harness.ok(Signals.SIGNAL, ANN, new Signal(PUBLIC_ROOM, "call", 5));
        harness.ok(Blocks.UNBLOCK, ANN, new Unblock(BOB.user()));
        await().untilAsserted(() -> harness.ok(Signals.SIGNAL, BOB, new Signal(direct, "call", 6)));
    }

    @Test
    void neitherIsTypingAfterABlock() {
        Access.Subscribe follow = new Access.Subscribe(direct);
        assertThat(harness.ok(Access.SUBSCRIBE, BOB, follow).isSilent()).isFalse();
        harness.ok(Blocks.BLOCK, ANN, new Block(BOB.user()));
        awaitRefused(BOB);
        assertThat(harness.ok(Access.SUBSCRIBE, BOB, follow).isSilent()).isTrue();
        assertThat(harness.ok(Access.SUBSCRIBE, ANN, follow).isSilent()).isTrue();
        assertThat(harness.ok(Access.SUBSCRIBE, BOB, new Access.Subscribe(PUBLIC_ROOM))
                        .isSilent())
                .isFalse();
    }

    @Test
    void neitherLearnsWhatTheOtherReadsAfterABlock() throws Exception {
        LinkedBlockingQueue<Hints.ToRooms> told = new LinkedBlockingQueue<>();
        result(harness.bus.subscribe(Hints.TO_ROOMS, told::add));
        harness.ok(Reads.READ, ANN, new Read(direct, 1L));
        assertThat(told.poll(10, SECONDS).rooms()).containsExactly(direct);
        assertThat(readersSeenBy(BOB)).containsExactly(ANN.user(), BOB.user());

        harness.ok(Blocks.BLOCK, ANN, new Block(BOB.user()));
        awaitRefused(BOB);
        assertThat(harness.ok(Reads.READ, ANN, new Read(direct, 2L)).seq())
                .as("one's own cursor goes on")
                .isEqualTo(2);
        harness.ok(Reads.READ, BOB, new Read(direct, 2L));
        harness.ok(Reads.READ, BOB, new Read(PUBLIC_ROOM, 1L));
        assertThat(told.poll(10, SECONDS).rooms())
                .as("nothing of the direct room before it")
                .containsExactly(PUBLIC_ROOM);
        assertThat(readersSeenBy(BOB)).containsExactly(BOB.user());
        assertThat(readersSeenBy(ANN)).containsExactly(ANN.user());
        assertThat(readersSeenBy(SERVER)).containsExactly(ANN.user(), BOB.user());
    }

    private List<UserId> readersSeenBy(Caller caller) {
        return harness.ok(Reads.READS, caller, new ReadsOf(direct)).reads().stream()
                .map(UserRead::user)
                .toList();
    }

    @Test
    void newRoomWithAUserWhoBlocksIsNotMade() {
        harness.ok(Blocks.BLOCK, EVE, new Block(ANN.user()));
        assertThat(harness.refused(Rooms.CREATE, ANN, directWith(EVE))).isEqualTo(ACCESS_DENIED);
        assertThat(harness.ok(RoomLists.MINE, EVE, new RoomLists.Mine()).rooms())
                .isEmpty();
        assertThat(harness.ok(Rooms.CREATE, SERVER, directWith(ANN, EVE)).seq()).isEqualTo(1);
    }

    @Test
    void disabledUserIsOutOfReachInTheSameWay() {
        harness.ok(Users.DISABLE, SERVER, new Users.Disable(EVE.user()));
        harness.ok(Blocks.BLOCK, Caller.of("zoe"), new Block(ANN.user()));
        assertThat(harness.refused(Rooms.CREATE, ANN, directWith(EVE)))
                .isEqualTo(harness.refused(Rooms.CREATE, ANN, directWith(Caller.of("zoe"))));
        assertThat(harness.ok(Rooms.CREATE, ANN, directWith(Caller.of("never-seen")))
                        .seq())
                .isEqualTo(1);
    }

    @Test
    void theyWriteAgainAfterTheBlock() {
        harness.ok(Blocks.BLOCK, ANN, new Block(BOB.user()));
        awaitRefused(BOB);
        harness.ok(Blocks.UNBLOCK, ANN, new Unblock(BOB.user()));
        await().untilAsserted(() -> harness.ok(Messages.SEND, BOB, message(direct, "back")));
        assertThat(harness.ok(Rooms.CREATE, BOB, directWith(ANN)).room()).isEqualTo(direct);
    }

    @Test
    void blockOfBothEndsWhenBothEndIt() {
        harness.ok(Blocks.BLOCK, ANN, new Block(BOB.user()));
        harness.ok(Blocks.BLOCK, BOB, new Block(ANN.user()));
        harness.ok(Blocks.UNBLOCK, ANN, new Unblock(BOB.user()));
        awaitRefused(ANN);
        harness.ok(Blocks.UNBLOCK, BOB, new Unblock(ANN.user()));
        await().untilAsserted(() -> harness.ok(Messages.SEND, ANN, message(direct, "back")));
    }

    @Test
    void usersOutOfReachOnlyDeleteTheirMessages() {
        long seq = harness.ok(Messages.SEND, BOB, message(direct, "hello")).seq();
        harness.ok(MessageChanges.REACT, ANN, new React(direct, seq, "👍", true));
        harness.ok(MessageChanges.PIN, ANN, new Pin(direct, seq, true));
        assertThat(harness.refused(MessageChanges.EDIT, ANN, new Edit(direct, seq, "mine", null, null, null)))
                .isEqualTo("FORBIDDEN: only the host app's server may edit messages of others");
        harness.ok(Blocks.BLOCK, ANN, new Block(BOB.user()));
        awaitRefused(BOB);
        assertThat(harness.refused(MessageChanges.EDIT, BOB, new Edit(direct, seq, "you", null, null, null)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(MessageChanges.REACT, BOB, new React(direct, seq, "👎", true)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(MessageChanges.PIN, BOB, new Pin(direct, seq, false)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.ok(MessageChanges.DELETE, BOB, new Delete(direct, seq))
                        .seq())
                .isNotNull();
    }

    @Test
    void groupsStayAsTheyAre() {
        harness.ok(Blocks.BLOCK, ANN, new Block(BOB.user()));
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "one"));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "two"));
        assertThat(harness.ok(Rooms.MEMBERS, BOB, new Rooms.Members(PUBLIC_ROOM))
                        .members())
                .hasSize(2);
    }

    @Test
    void rightsTellAUserWhatItMayAndTheServerWhy() {
        assertThat(harness.ok(Rights.MAY, BOB, new Rights.May(direct)).rights())
                .containsExactly(Right.READ, Right.SEND, Right.SIGNAL, Right.REACT, Right.PIN);
        harness.ok(Blocks.BLOCK, ANN, new Block(BOB.user()));
        awaitRefused(BOB);
        assertThat(harness.ok(Rights.MAY, BOB, new Rights.May(direct)).rights()).containsExactly(Right.READ);
        assertThat(harness.ok(Rights.EXPLAIN, SERVER, new Rights.Explain(direct, BOB.user()))
                        .rights())
                .contains(new Rights.Reason(Right.SEND, false, ACCESS_DENIED))
                .contains(new Rights.Reason(Right.READ, true, null));
        harness.ok(Messages.SEND, SERVER, message(direct, "notice"));
    }

    @Test
    void oneselfAndServersAreNotBlocked() {
        assertThat(harness.refused(Blocks.BLOCK, ANN, new Block(ANN.user())))
                .isEqualTo("BAD_REQUEST: user: yourself (expected: another user)");
        assertThat(harness.refused(Blocks.BLOCK, SERVER, new Block(ANN.user()))).startsWith("FORBIDDEN");
        assertThat(harness.malformed(Blocks.BLOCK, ANN, new JsonObject().put("user", "server.shop")))
                .startsWith("BAD_REQUEST: user: server.shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"user\":5}", "{\"user\":\"a b\"}", "{\"user\":{\"$ne\":\"\"}}"})
    void malformedBlocksAreRefused(String json) {
        assertThat(harness.malformed(Blocks.BLOCK, ANN, new JsonObject(json))).startsWith("BAD_REQUEST: user");
        assertThat(harness.malformed(Blocks.UNBLOCK, ANN, new JsonObject(json))).startsWith("BAD_REQUEST: user");
        assertThat(harness.malformed(Blocks.LIST, ANN, new JsonObject().put("after", 5)))
                .startsWith("BAD_REQUEST: after");
    }
}
