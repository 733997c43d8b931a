// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
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
import dev.hubbub.access.config.JoinHookConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.access.store.AccessFixtures;
import dev.hubbub.contract.invites.Invites;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Rooms.Join;
import dev.hubbub.contract.rooms.Rooms.Joined;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ann owns a public and a private room with bob; eve joins, and a verticle that knows JSON only answers. */
@ExtendWith(VertxExtension.class)
class AccessVerticleJoinHookTest {
    private static final String ADDRESS = "hook.access.join";
    private static final String NO_ANSWER = "UNAVAILABLE: the host app does not say whether you may join, try again";

    private final Queue<Message<JsonObject>> questions = new ConcurrentLinkedQueue<>();
    private Vertx vertx;

    @BeforeEach
    void vertx(Vertx given) {
        vertx = given;
    }

    private AccessHarness harness(int millis, Failure failure) {
        AccessHarness harness =
                new AccessHarness(vertx, AccessConfig.defaults().with(new JoinHookConfig(true, millis, failure)));
        harness.store.appendUnchecked(publicRoom(BOB));
        harness.store.appendUnchecked(privateRoom(BOB));
        return harness;
    }

    private AccessHarness harness() {
        return harness(4_000, Failure.CLOSED);
    }

    private void host(Consumer<Message<JsonObject>> answers) {
        result(vertx.eventBus()
                .<JsonObject>consumer(ADDRESS, question -> {
                    questions.add(question);
                    answers.accept(question);
                })
                .completion());
    }

    private void hostSays(Object answer) {
        host(question -> question.reply(answer));
    }

    private static JsonObject action(String action) {
        return new JsonObject().put("action", action);
    }

    @Test
    void allowedUserJoinsAPrivateRoomWithTheRoleThatTheHostAppGives() {
        AccessHarness harness = harness();
        hostSays(action("allow").put("role", "observer").put("room", "another").put("more", 1));
        assertThat(harness.ok(Rooms.JOIN, EVE, new Join(PRIVATE_ROOM)))
                .isEqualTo(new Joined(PRIVATE_ROOM, 2, Role.OBSERVER));
        assertThat(questions).hasSize(1);
        assertThat(questions.peek().body())
                .isEqualTo(new JsonObject().put("room", "cabinet").put("user", "eve"));
    }

    @Test
    void passLeavesTheDecisionToTheRoom() {
        AccessHarness harness = harness();
        hostSays(action("pass"));
        assertThat(harness.ok(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM)).role()).isEqualTo(Role.MEMBER);
        assertThat(harness.refused(Rooms.JOIN, EVE, new Join(PRIVATE_ROOM))).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void refusedUserDoesNotJoinAPublicRoom() {
        AccessHarness harness = harness();
        hostSays(action("refuse").put("reason", "Not before noon"));
        assertThat(harness.refused(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM))).isEqualTo("FORBIDDEN: Not before noon");
        assertThat(harness.refused(Rooms.JOIN, EVE, new Join(MISSING_ROOM)))
                .as("a room that does not exist")
                .isEqualTo("FORBIDDEN: Not before noon");
    }

    @Test
    void roomThatDoesNotExistIsNotMadeByAnAllowedUser() {
        AccessHarness harness = harness();
        hostSays(action("allow"));
        assertThat(harness.refused(Rooms.JOIN, EVE, new Join(MISSING_ROOM))).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void bannedUserIsNotLetInByTheHostApp() {
        AccessHarness harness = harness();
        hostSays(action("allow"));
        harness.ok(Moderation.BAN, ANN, new Moderation.Ban(PRIVATE_ROOM, EVE.user(), null));
        assertThat(harness.refused(Rooms.JOIN, EVE, new Join(PRIVATE_ROOM)))
                .isEqualTo("FORBIDDEN: you are banned from this room");
    }

    @Test
    void membersAddedUsersAndTheServerAreNotAskedAbout() {
        AccessHarness harness = harness();
        hostSays(action("refuse"));
        assertThat(harness.ok(Rooms.JOIN, BOB, new Join(PRIVATE_ROOM)).seq()).isEqualTo(1);
        assertThat(harness.refused(Rooms.JOIN, SERVER, new Join(PUBLIC_ROOM)))
                .isEqualTo("FORBIDDEN: the host app's server is a member of no room");
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(PRIVATE_ROOM, EVE.user()));
        assertThat(questions).isEmpty();
    }

    @Test
    void userWithAnInviteIsAskedAboutAndTheInviteIsNotUsedUp() {
        AccessHarness harness = harness();
        String code = harness.ok(Invites.CREATE, ANN, new Invites.Create(PRIVATE_ROOM, 1, null, Role.OBSERVER, null))
                .code();
        JsonObject[] answer = {action("refuse").put("reason", "Not before noon")};
        host(question -> question.reply(answer[0]));
        assertThat(harness.refused(Invites.ACCEPT, EVE, new Invites.Accept(code)))
                .isEqualTo("FORBIDDEN: Not before noon");
        answer[0] = action("pass");
        assertThat(harness.ok(Invites.ACCEPT, EVE, new Invites.Accept(code)).role())
                .isEqualTo(Role.OBSERVER);
        harness.ok(Invites.ACCEPT, EVE, new Invites.Accept(code));
        assertThat(questions).as("a member is not asked about").hasSize(2);
    }

    @Test
    void withoutAHostAppNoUserJoins() {
        assertThat(harness(1_000, Failure.CLOSED).refused(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM)))
                .isEqualTo(NO_ANSWER);
    }

    @Test
    void withoutAHostAppTheRulesOfTheRoomHoldWhereThatIsSet() {
        AccessHarness harness = harness(1_000, Failure.OPEN);
        assertThat(harness.ok(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM)).role()).isEqualTo(Role.MEMBER);
        assertThat(harness.refused(Rooms.JOIN, EVE, new Join(PRIVATE_ROOM))).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void nonsenseAndFailuresAreNoAnswer() {
        AccessHarness harness = harness();
        List<Object> nonsense = List.of(
                "allow",
                new JsonArray().add("allow"),
                new JsonObject(),
                action("Allow"),
                action("deny"),
                new JsonObject().put("action", 1),
                action("allow").put("role", "admin"),
                action("allow").put("role", "banned"),
                action("allow").put("role", new JsonObject().put("$ne", "")));
        Queue<Object> answers = new ConcurrentLinkedQueue<>(nonsense);
        host(question -> {
            Object next = answers.poll();
            if (next == null) {
                question.fail(1001, "ALLOW: yes");
            } else {
                question.reply(next);
            }
        });
        for (int i = 0; i <= nonsense.size(); i++) {
            assertThat(harness.refused(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM))).isEqualTo(NO_ANSWER);
        }
        assertThat(questions).hasSize(nonsense.size() + 1);
    }

    @Test
    void roomDoesNotWaitForTheHostApp() {
        AccessHarness harness = harness();
        host(question -> {});
        Future<Joined> joining = harness.bus.call(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM));
        await().until(() -> questions.size() == 1);
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "meanwhile"));
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(PUBLIC_ROOM, AccessFixtures.ROOM_CREATOR.user()));
        assertThat(joining.isComplete()).isFalse();
        Message<JsonObject> question = questions.remove();
        question.reply(action("pass"));
        assertThat(result(joining).seq()).isEqualTo(4);
    }

    @Test
    void answersThatComeLateOrTwiceChangeNothing() {
        AccessHarness harness = harness(10, Failure.CLOSED);
        host(question -> {});
        assertThat(harness.refused(Rooms.JOIN, EVE, new Join(PRIVATE_ROOM))).isEqualTo(NO_ANSWER);
        Message<JsonObject> question = questions.remove();
        question.reply(action("allow"));
        question.reply(action("allow"));
        assertThat(harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(PRIVATE_ROOM))
                        .members())
                .hasSize(2);
        assertThat(harness.refused(Messages.SEND, EVE, message(PRIVATE_ROOM, "me")))
                .isEqualTo(ACCESS_DENIED);
    }
}
