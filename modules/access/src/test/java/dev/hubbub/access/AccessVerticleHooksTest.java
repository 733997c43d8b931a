// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PRIVATE_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.privateRoom;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.HookStageConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ann owns two rooms with bob, and verticles that know JSON only are asked about messages. */
@ExtendWith(VertxExtension.class)
class AccessVerticleHooksTest {
    private static final String FIRST = "hook.message.before";
    private static final String SECOND = "hook.message.before.shout";
    private static final String NO_ANSWER = "UNAVAILABLE: no answer of the host app, try again";

    private final Queue<Message<JsonObject>> questions = new ConcurrentLinkedQueue<>();
    private Vertx vertx;

    @BeforeEach
    void vertx(Vertx given) {
        vertx = given;
    }

    private AccessHarness harness(HookStageConfig... stages) {
        AccessHarness harness = new AccessHarness(vertx, AccessConfig.defaults().withHooks(List.of(stages)));
        harness.store.appendUnchecked(publicRoom(BOB));
        harness.store.appendUnchecked(privateRoom(BOB));
        return harness;
    }

    private static HookStageConfig stage(String address, Failure failure) {
        return new HookStageConfig(address, 1_000, failure);
    }

    private static Future<Sent> send(AccessHarness harness, Caller caller, RoomId room, String text) {
        return harness.bus.call(Messages.SEND, caller, message(room, text));
    }

    /** A stage that can be killed. */
    private String deploy(String address, Consumer<Message<JsonObject>> answers) {
        return result(vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                return vertx.eventBus()
                        .<JsonObject>consumer(address, question -> {
                            questions.add(question);
                            answers.accept(question);
                        })
                        .completion();
            }
        }));
    }

    private static JsonObject action(String action) {
        return new JsonObject().put("action", action);
    }

    private static JsonObject upperCase(Message<JsonObject> question) {
        return action("replace").put("text", question.body().getString("text").toUpperCase(Locale.ROOT));
    }

    /** An edit is what its sender writes, too. */
    @Test
    void stagesAreAskedAboutEdits() {
        AccessHarness harness = harness(stage(FIRST, Failure.CLOSED));
        deploy(FIRST, question -> {
            boolean isSpam = question.body().getString("text").equals("spam");
            question.reply(isSpam ? action("refuse").put("reason", "no spam") : upperCase(question));
        });
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "hi"));
        harness.ok(MessageChanges.EDIT, BOB, new Edit(PUBLIC_ROOM, 2, "hello", null, null, null));
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("HI", "HELLO");
        assertThat(harness.refused(MessageChanges.EDIT, BOB, new Edit(PUBLIC_ROOM, 2, "spam", null, null, null)))
                .isEqualTo("FORBIDDEN: no spam");
        int asked = questions.size();
        assertThat(harness.refused(MessageChanges.EDIT, BOB, new Edit(PUBLIC_ROOM, 99, "x", null, null, null)))
                .startsWith("NOT_FOUND");
        assertThat(questions).as("what cannot be stored is not asked about").hasSize(asked);
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("HI", "HELLO");
    }

    @Test
    void stagesAreAskedInTheirOrderAndChangeTheText() {
        AccessHarness harness = harness(stage(SECOND, Failure.CLOSED), stage(FIRST, Failure.CLOSED));
        deploy(
                FIRST,
                question -> question.reply(
                        action("replace").put("text", question.body().getString("text") + "!")));
        deploy(SECOND, question -> question.reply(upperCase(question)));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "hi"));
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("HI!");
        assertThat(questions).extracting(Message::address).containsExactly(SECOND, FIRST);
        assertThat(questions.peek().body())
                .isEqualTo(new JsonObject()
                        .put("room", "lobby")
                        .put("sender", "ann")
                        .put("kind", "text")
                        .put("clientId", message(PUBLIC_ROOM, "hi").clientId().value())
                        .put("text", "hi")
                        .put("role", "owner")
                        .put("roomKind", "group"));
    }

    @Test
    void refusedMessageIsNotStoredAndItsSenderIsToldWhy() {
        AccessHarness harness = harness(stage(FIRST, Failure.OPEN));
        deploy(FIRST, question -> question.reply(action("refuse").put("reason", "not here")));
        assertThat(harness.refused(Messages.SEND, ANN, message(PUBLIC_ROOM, "hi")))
                .isEqualTo("FORBIDDEN: not here");
        assertThat(harness.store.texts(PUBLIC_ROOM)).isEmpty();
        harness.ok(Messages.SEND, SERVER, message(PUBLIC_ROOM, "the host app's server is not asked about"));
        assertThat(questions).hasSize(1);
    }

    @Test
    void strangersLearnNothingAndAreNotAskedAbout() {
        AccessHarness harness = harness(stage(FIRST, Failure.CLOSED));
        deploy(FIRST, question -> question.reply(action("refuse").put("reason", "not here")));
        assertThat(harness.refused(Messages.SEND, EVE, message(PRIVATE_ROOM, "hi")))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.malformed(Messages.SEND, ANN, new JsonObject().put("room", "lobby")))
                .startsWith("BAD_REQUEST");
        assertThat(questions).isEmpty();
    }

    @Test
    void messagesOfASenderKeepTheirOrderThoughAnswersDoNot() {
        AccessHarness harness = harness(stage(FIRST, Failure.CLOSED));
        deploy(FIRST, question -> {});
        List<Future<Sent>> sends = IntStream.range(0, 20)
                .mapToObj(i -> send(harness, ANN, PUBLIC_ROOM, "message " + i))
                .toList();
        await().until(() -> questions.size() == 20);
        List<Message<JsonObject>> latestFirst = new ArrayList<>(questions);
        Collections.reverse(latestFirst);
        latestFirst.forEach(question -> question.reply(action("pass")));
        result(Future.all(sends));
        assertThat(harness.store.texts(PUBLIC_ROOM))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "message " + i).toList());
    }

    @Test
    void slowStageHoldsUpNeitherOtherRoomsNorOtherRequests() {
        AccessHarness harness = harness(stage(FIRST, Failure.CLOSED));
        deploy(FIRST, question -> {
            if (question.body().getString("room").equals("cabinet")) {
                question.reply(action("pass"));
            }
        });
        Future<Sent> slow = send(harness, ANN, PUBLIC_ROOM, "slow");
        await().until(() -> questions.size() == 1);
        harness.ok(Messages.SEND, ANN, message(PRIVATE_ROOM, "quick"));
        assertThat(harness.ok(Messages.HISTORY, BOB, new Messages.History(PUBLIC_ROOM, null, null, null))
                        .messages())
                .hasSize(1);
        harness.ok(Messages.SEND, SERVER, message(PUBLIC_ROOM, "of the host app"));
        assertThat(slow.isComplete()).isFalse();
        questions.remove().reply(action("pass"));
        result(slow);
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("of the host app", "slow");
    }

    @Test
    void repeatedMessageIsStoredOnceWhateverTheStageSaysThen() {
        AccessHarness harness = harness(stage(FIRST, Failure.CLOSED));
        Queue<JsonObject> answers =
                new ConcurrentLinkedQueue<>(List.of(action("replace").put("text", "one"), action("refuse")));
        deploy(FIRST, question -> question.reply(answers.remove()));
        Send message = message(PUBLIC_ROOM, "hi");
        Sent sent = harness.ok(Messages.SEND, ANN, message);
        assertThat(harness.ok(Messages.SEND, ANN, message)).isEqualTo(sent);
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("one");
    }

    @Test
    void messageOfAMemberWhoIsRemovedMeanwhileIsNotStored() {
        AccessHarness harness = harness(stage(FIRST, Failure.CLOSED));
        deploy(FIRST, question -> {});
        Future<Sent> sent = send(harness, BOB, PUBLIC_ROOM, "hi");
        await().until(() -> questions.size() == 1);
        harness.ok(Rooms.KICK, ANN, new Rooms.Kick(PUBLIC_ROOM, BOB.user()));
        questions.remove().reply(action("pass"));
        assertThat(failure(sent)).isEqualTo(ACCESS_DENIED);
        assertThat(harness.store.texts(PUBLIC_ROOM)).isEmpty();
    }

    @Test
    void killedStageThatFailsClosedRefusesMessagesUntilItIsBack() {
        AccessHarness harness = harness(stage(FIRST, Failure.CLOSED));
        String killed = deploy(FIRST, question -> question.reply(upperCase(question)));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "one"));
        result(vertx.undeploy(killed));
        assertThat(harness.refused(Messages.SEND, ANN, message(PUBLIC_ROOM, "two")))
                .isEqualTo(NO_ANSWER);
        deploy(FIRST, question -> question.reply(upperCase(question)));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "two"));
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("ONE", "TWO");
    }

    @Test
    void killedStageThatFailsOpenLetsMessagesPassUntilItIsBack() {
        AccessHarness harness = harness(stage(FIRST, Failure.OPEN));
        String killed = deploy(FIRST, question -> question.reply(upperCase(question)));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "one"));
        result(vertx.undeploy(killed));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "two"));
        deploy(FIRST, question -> question.reply(upperCase(question)));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "three"));
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("ONE", "two", "THREE");
    }

    @Test
    void stageThatNeverAnswersAnswersTwiceOrNamesAnotherRoomStoresNothingTwice() {
        AccessHarness harness = harness(new HookStageConfig(FIRST, 100, Failure.CLOSED));
        Queue<Consumer<Message<JsonObject>>> answers = new ConcurrentLinkedQueue<>(List.of(
                question -> {}, question -> question.reply(action("pass").put("room", "cabinet")), question -> {
                    question.reply(action("pass"));
                    question.reply(action("replace").put("text", "another"));
                }));
        deploy(FIRST, question -> answers.remove().accept(question));
        Send message = message(PUBLIC_ROOM, "hi");
        assertThat(harness.refused(Messages.SEND, ANN, message)).isEqualTo(NO_ANSWER);
        assertThat(harness.refused(Messages.SEND, ANN, message)).isEqualTo(NO_ANSWER);
        harness.ok(Messages.SEND, ANN, message);
        questions.peek().reply(action("pass")); // long after its time
        harness.ok(Messages.SEND, ANN, message);
        assertThat(harness.store.texts(PUBLIC_ROOM)).containsExactly("hi");
        assertThat(harness.store.texts(PRIVATE_ROOM)).isEmpty();
    }
}
