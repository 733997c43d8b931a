// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PRIVATE_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.privateRoom;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.HookStageConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.moderation.HeldMessages;
import dev.hubbub.contract.moderation.HeldMessages.Drop;
import dev.hubbub.contract.moderation.HeldMessages.Dropped;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.moderation.HeldMessages.ListOf;
import dev.hubbub.contract.moderation.HeldMessages.Page;
import dev.hubbub.contract.moderation.HeldMessages.Release;
import dev.hubbub.contract.moderation.HeldMessages.Released;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ann owns two rooms with bob. A first stage writes texts in brackets, and a second one holds all messages. */
@ExtendWith(VertxExtension.class)
class AccessVerticleHeldTest {
    private static final String FIRST = "hook.message.before.first";
    private static final String SECOND = "hook.message.before";
    private static final String NO_MESSAGE = "NOT_FOUND: no such message waits in this room";

    private final Queue<Hints.ToUsers> told = new ConcurrentLinkedQueue<>();
    private final Queue<Hints.ToUsers> reviews = new ConcurrentLinkedQueue<>();
    private AccessHarness harness;

    @BeforeEach
    void start(Vertx vertx) {
        harness = new AccessHarness(
                vertx,
                AccessConfig.defaults()
                        .withHooks(List.of(
                                new HookStageConfig(FIRST, 1_000, Failure.CLOSED),
                                new HookStageConfig(SECOND, 1_000, Failure.CLOSED))));
        harness.store.appendUnchecked(publicRoom(BOB));
        harness.store.appendUnchecked(privateRoom(BOB));
        result(vertx.eventBus()
                .<JsonObject>consumer(
                        FIRST,
                        question -> question.reply(new JsonObject()
                                .put("action", "replace")
                                .put("text", "[" + question.body().getString("text") + "]")))
                .completion());
        result(vertx.eventBus()
                .<JsonObject>consumer(
                        SECOND,
                        question -> question.reply(
                                new JsonObject().put("action", "hold").put("reason", "a look first")))
                .completion());
        result(harness.bus.subscribe(
                Hints.TO_USERS, hint -> (hint.hint().event().equals("review") ? reviews : told).add(hint)));
    }

    private String hold(Caller caller, RoomId room, String text) {
        String failure = harness.refused(Messages.SEND, caller, message(room, text));
        assertThat(failure).matches("HELD: a look first; id [0-9a-f]{32}");
        return failure.substring(failure.length() - 32);
    }

    private Page held(Caller caller) {
        return harness.ok(HeldMessages.LIST, caller, new ListOf(PUBLIC_ROOM, null, null));
    }

    private Map<String, Object> hint() {
        await().until(() -> !told.isEmpty());
        Hints.ToUsers hint = told.remove();
        assertThat(hint.users()).containsExactly(BOB.user());
        assertThat(hint.hint().event()).isEqualTo("held");
        return hint.hint().fields();
    }

    @Test
    void heldMessageIsListedForModeratorsAndTheHostApp() {
        String id = hold(BOB, PUBLIC_ROOM, "hi");
        hold(BOB, PRIVATE_ROOM, "elsewhere");
        for (Caller caller : List.of(ANN, SERVER)) {
            HeldMessage message = held(caller).messages().get(0);
            assertThat(held(caller).messages()).hasSize(1);
            assertThat(message.id()).isEqualTo(id);
            assertThat(message.sender()).isEqualTo(BOB.user());
            assertThat(message.content()).isEqualTo(Map.of("text", "[hi]"));
            assertThat(message.reason()).isEqualTo("a look first");
        }
        assertThat(harness.store.texts(PUBLIC_ROOM)).isEmpty();
    }

    @Test
    void moderatorsAreToldThatAMessageWaitsWithoutItsText() {
        hold(BOB, PUBLIC_ROOM, "secret");
        await().until(() -> !reviews.isEmpty());
        Hints.ToUsers hint = reviews.remove();
        assertThat(hint.users()).containsExactly(ANN.user());
        assertThat(hint.hint().fields()).isEqualTo(Map.of("room", "lobby", "waiting", 1));
    }

    @Test
    void releasedMessageIsStoredInTheNameOfItsSenderWhoIsTold() {
        Send message = message(PUBLIC_ROOM, "hi");
        String id = hold(BOB, PUBLIC_ROOM, "hi");
        Released released = harness.ok(HeldMessages.RELEASE, ANN, new Release(PUBLIC_ROOM, id));
        assertThat(released.seq()).isEqualTo(2);
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("[hi]");
        assertThat(hint())
                .isEqualTo(Map.of(
                        "room",
                        "lobby",
                        "id",
                        id,
                        "clientId",
                        message.clientId().value(),
                        "result",
                        "released",
                        "seq",
                        2L));
        assertThat(held(ANN).messages()).isEmpty();
        assertThat(harness.ok(HeldMessages.RELEASE, ANN, new Release(PUBLIC_ROOM, id)))
                .isEqualTo(released);
        assertThat(harness.refused(HeldMessages.DROP, ANN, new Drop(PUBLIC_ROOM, id, null)))
                .isEqualTo("CONFLICT: the message is stored as seq 2");
        assertThat(harness.ok(Messages.SEND, BOB, message))
                .as("sent again")
                .isEqualTo(new Sent(PUBLIC_ROOM, 2, released.at()));
        assertThat(harness.store.texts(PUBLIC_ROOM)).hasSize(1);
    }

    @Test
    void droppedMessageIsGoneAndItsSenderIsTold() {
        String id = hold(BOB, PUBLIC_ROOM, "hi");
        Drop drop = new Drop(PUBLIC_ROOM, id, "not here");
        assertThat(harness.ok(HeldMessages.DROP, SERVER, drop)).isEqualTo(new Dropped(PUBLIC_ROOM, id));
        assertThat(hint()).containsEntry("result", "dropped").containsEntry("reason", "not here");
        assertThat(harness.ok(HeldMessages.DROP, SERVER, drop)).isEqualTo(new Dropped(PUBLIC_ROOM, id));
        assertThat(harness.refused(HeldMessages.RELEASE, ANN, new Release(PUBLIC_ROOM, id)))
                .isEqualTo("CONFLICT: the message is dropped");
        assertThat(harness.refused(Messages.SEND, BOB, message(PUBLIC_ROOM, "hi")))
                .isEqualTo("FORBIDDEN: not here");
        assertThat(harness.store.texts(PUBLIC_ROOM)).isEmpty();
    }

    @Test
    void releasedMessageHasAllOfItsFields() {
        long first =
                harness.ok(Messages.SEND, SERVER, message(PUBLIC_ROOM, "first")).seq();
        Map<String, Object> data = Map.of("language", "python");
        Send code =
                new Send(PUBLIC_ROOM, new ClientId("c"), "code", "x = 1", data, first, null, null, null, null, null);
        assertThat(harness.refused(Messages.SEND, BOB, code)).startsWith("HELD");
        String id = held(ANN).messages().get(0).id();
        long seq = harness.ok(HeldMessages.RELEASE, ANN, new Release(PUBLIC_ROOM, id))
                .seq();
        Entry stored = harness.ok(Messages.HISTORY, ANN, new Messages.History(PUBLIC_ROOM, null, seq - 1, null))
                .messages()
                .get(0);
        assertThat(stored.sender()).isEqualTo(BOB.user());
        assertThat(MessageEntry.KIND.read(stored))
                .isEqualTo(new MessageEntry.Content("code", "[x = 1]", data, first, null, null, null, null, null));
    }

    @Test
    void oneOfTwoDecisionsAtOnceHolds() {
        String id = hold(BOB, PUBLIC_ROOM, "hi");
        Future<Released> released = harness.bus.call(HeldMessages.RELEASE, ANN, new Release(PUBLIC_ROOM, id));
        Future<Dropped> dropped = harness.bus.call(HeldMessages.DROP, SERVER, new Drop(PUBLIC_ROOM, id, null));
        result(Future.join(released, dropped).otherwiseEmpty());
        assertThat(released.succeeded()).isNotEqualTo(dropped.succeeded());
        assertThat(harness.store.texts(PUBLIC_ROOM)).hasSize(released.succeeded() ? 1 : 0);
    }

    @Test
    void repeatedMessageIsHeldOnceAndAnotherTextIsAConflict() {
        String id = hold(BOB, PUBLIC_ROOM, "hi");
        assertThat(hold(BOB, PUBLIC_ROOM, "hi")).isEqualTo(id);
        assertThat(held(ANN).messages()).hasSize(1);
        ClientId same = message(PUBLIC_ROOM, "hi").clientId();
        assertThat(harness.refused(Messages.SEND, BOB, new Send(PUBLIC_ROOM, same, "ho")))
                .isEqualTo("CONFLICT: clientId was used for a message that is held");
    }

    @Test
    void membersAndStrangersReviewNothing() {
        String id = hold(ANN, PUBLIC_ROOM, "hi");
        for (RoomId room : List.of(PUBLIC_ROOM, PRIVATE_ROOM)) {
            assertThat(harness.refused(HeldMessages.LIST, EVE, new ListOf(room, null, null)))
                    .isEqualTo(ACCESS_DENIED);
        }
        String refusal = "FORBIDDEN: only owners and moderators review held messages";
        assertThat(harness.refused(HeldMessages.LIST, BOB, new ListOf(PUBLIC_ROOM, null, null)))
                .isEqualTo(refusal);
        assertThat(harness.refused(HeldMessages.RELEASE, BOB, new Release(PUBLIC_ROOM, id)))
                .isEqualTo(refusal);
        assertThat(harness.refused(HeldMessages.DROP, BOB, new Drop(PUBLIC_ROOM, id, null)))
                .isEqualTo(refusal);
        assertThat(harness.refused(HeldMessages.RELEASE, ANN, new Release(PUBLIC_ROOM, id)))
                .isEqualTo("FORBIDDEN: others review your messages");
        assertThat(harness.refused(HeldMessages.RELEASE, ANN, new Release(PRIVATE_ROOM, id)))
                .as("in another room")
                .isEqualTo(NO_MESSAGE);
        assertThat(harness.refused(HeldMessages.DROP, ANN, new Drop(PUBLIC_ROOM, "0", null)))
                .isEqualTo(NO_MESSAGE);
    }

    @Test
    void messageOfASenderWhoIsRemovedIsNotReleased() {
        String id = hold(BOB, PUBLIC_ROOM, "hi");
        harness.ok(Rooms.KICK, ANN, new Rooms.Kick(PUBLIC_ROOM, BOB.user()));
        assertThat(harness.refused(HeldMessages.RELEASE, ANN, new Release(PUBLIC_ROOM, id)))
                .isEqualTo("CONFLICT: the sender may not send the message any more");
        harness.ok(HeldMessages.DROP, ANN, new Drop(PUBLIC_ROOM, id, null));
        assertThat(harness.store.texts(PUBLIC_ROOM)).isEmpty();
    }

    @Test
    void messageThatIsTooLongToBeKeptIsRefused() {
        assertThat(harness.refused(Messages.SEND, BOB, message(PUBLIC_ROOM, "é".repeat(9_000))))
                .isEqualTo("FORBIDDEN: the message is too long to wait for a moderator");
        assertThat(held(ANN).messages()).isEmpty();
    }

    @Test
    void malformedRequestsAreRefused() {
        JsonObject room = new JsonObject().put("room", "lobby");
        assertThat(harness.malformed(HeldMessages.LIST, ANN, room.copy().put("limit", 0)))
                .startsWith("BAD_REQUEST: limit");
        assertThat(harness.malformed(HeldMessages.LIST, ANN, room.copy().put("after", "a b")))
                .startsWith("BAD_REQUEST: after");
        assertThat(harness.malformed(HeldMessages.RELEASE, ANN, room)).startsWith("BAD_REQUEST: id");
        assertThat(harness.malformed(HeldMessages.RELEASE, ANN, room.copy().put("id", "$ne")))
                .startsWith("BAD_REQUEST: id");
        assertThat(harness.malformed(
                        HeldMessages.DROP, ANN, room.copy().put("id", "a").put("reason", "two\nlines")))
                .startsWith("BAD_REQUEST: reason");
    }
}
