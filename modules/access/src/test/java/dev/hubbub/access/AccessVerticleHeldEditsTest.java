// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
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
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Changed;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.moderation.HeldMessages;
import dev.hubbub.contract.moderation.HeldMessages.Drop;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.moderation.HeldMessages.ListOf;
import dev.hubbub.contract.moderation.HeldMessages.Release;
import dev.hubbub.contract.moderation.HeldMessages.Released;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ann owns a room with bob, in which message 2 is bob's. A stage holds each text that begins with a question mark. */
@ExtendWith(VertxExtension.class)
class AccessVerticleHeldEditsTest {
    private static final String STAGE = "hook.message.before";

    private final Queue<Hints.ToUsers> told = new ConcurrentLinkedQueue<>();
    private AccessHarness harness;

    @BeforeEach
    void start(Vertx vertx) {
        harness = new AccessHarness(
                vertx, AccessConfig.defaults().withHooks(List.of(new HookStageConfig(STAGE, 1_000, Failure.CLOSED))));
        harness.store.appendUnchecked(publicRoom(BOB));
        result(vertx.eventBus()
                .<JsonObject>consumer(
                        STAGE,
                        question -> question.reply(new JsonObject()
                                .put("action", question.body().getString("text").startsWith("?") ? "hold" : "pass")))
                .completion());
        result(harness.bus.subscribe(Hints.TO_USERS, told::add));
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "first"));
    }

    private static Edit edit(String text) {
        return new Edit(PUBLIC_ROOM, 2, text, null, null, null);
    }

    private String hold(Caller caller, String text) {
        return hold(caller, edit(text));
    }

    private String hold(Caller caller, Edit edit) {
        String failure = harness.refused(MessageChanges.EDIT, caller, edit);
        assertThat(failure).matches("HELD: a moderator looks at the message first; id [0-9a-f]{32}");
        return failure.substring(failure.length() - 32);
    }

    private List<HeldMessage> waiting() {
        return harness.ok(HeldMessages.LIST, ANN, new ListOf(PUBLIC_ROOM, null, null))
                .messages();
    }

    private Released release(Caller caller, String id) {
        return harness.ok(HeldMessages.RELEASE, caller, new Release(PUBLIC_ROOM, id));
    }

    private String notReleased(Caller caller, String id) {
        return harness.refused(HeldMessages.RELEASE, caller, new Release(PUBLIC_ROOM, id));
    }

    private Entry message2() {
        return harness.ok(Messages.HISTORY, ANN, new Messages.History(PUBLIC_ROOM, null, 1L, 1))
                .messages()
                .get(0);
    }

    private Map<String, Object> hint(String event) {
        await().until(() -> told.stream().anyMatch(hint -> hint.hint().event().equals(event)));
        Hints.ToUsers found = told.stream()
                .filter(hint -> hint.hint().event().equals(event))
                .findFirst()
                .orElseThrow();
        assertThat(found.users()).containsExactly(BOB.user());
        return found.hint().fields();
    }

    private void assertUnchanged() {
        assertThat(MessageEntry.text(message2())).isEqualTo("first");
        assertThat(harness.store.events(PUBLIC_ROOM)).containsExactly("created", "message");
    }

    @Test
    void messageStaysAsItIsUntilTheEditIsReleased() {
        String id = hold(BOB, "?link");
        assertUnchanged();
        assertThat(waiting()).singleElement().satisfies(edit -> {
            assertThat(edit.id()).isEqualTo(id);
            assertThat(edit.sender()).isEqualTo(BOB.user());
            assertThat(edit.content()).containsEntry("text", "?link");
            assertThat(edit.target()).isEqualTo(2);
            assertThat(edit.base()).isZero();
            assertThat(edit.clientId()).isNull();
        });
        Released released = release(ANN, id);
        assertThat(released.seq()).isEqualTo(3);
        assertThat(MessageEntry.text(message2())).isEqualTo("?link");
        assertThat(harness.store.entries(PUBLIC_ROOM).get(2).sender()).isEqualTo(BOB.user());
        assertThat(hint("held"))
                .isEqualTo(Map.of("room", "lobby", "id", id, "target", 2L, "result", "released", "seq", 3L));
        assertThat(release(ANN, id)).isEqualTo(released);
        assertThat(waiting()).isEmpty();
        assertThat(harness.ok(MessageChanges.EDIT, BOB, edit("?link")))
                .as("made again")
                .isEqualTo(Changed.already(PUBLIC_ROOM, 2));
    }

    @Test
    void droppedEditIsToldToItsSenderAlone() {
        String id = hold(BOB, "?link");
        harness.ok(HeldMessages.DROP, SERVER, new Drop(PUBLIC_ROOM, id, "not here"));
        assertThat(hint("held"))
                .isEqualTo(Map.of("room", "lobby", "id", id, "target", 2L, "result", "dropped", "reason", "not here"));
        assertUnchanged();
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit("?link"))).isEqualTo("FORBIDDEN: not here");
        assertThat(notReleased(ANN, id)).isEqualTo("CONFLICT: the message is dropped");
    }

    @Test
    void newerEditThatIsStoredStays() {
        String id = hold(BOB, "?link");
        harness.ok(MessageChanges.EDIT, BOB, edit("newer"));
        assertThat(notReleased(ANN, id)).isEqualTo("CONFLICT: a newer edit of the message is stored as seq 3");
        assertThat(MessageEntry.text(message2())).isEqualTo("newer");
        assertThat(waiting()).hasSize(1);
        harness.ok(HeldMessages.DROP, ANN, new Drop(PUBLIC_ROOM, id, null));
        String second = hold(BOB, "?link");
        assertThat(second).as("an edit of another state").isNotEqualTo(id);
        assertThat(release(ANN, second).seq()).isEqualTo(4);
    }

    @Test
    void newerEditThatIsHeldTakesThePlaceOfTheOlder() {
        String older = hold(BOB, "?one");
        assertThat(hold(BOB, "?one")).as("again").isEqualTo(older);
        String newer = hold(BOB, "?two");
        assertThat(waiting()).extracting(HeldMessage::id).containsExactly(newer);
        assertThat(notReleased(ANN, older)).isEqualTo("NOT_FOUND: no such message waits in this room");
        String own = hold(ANN, "?by ann");
        assertThat(waiting()).as("of two users").hasSize(2);
        assertThat(notReleased(ANN, own)).isEqualTo("FORBIDDEN: others review your messages");
        release(SERVER, newer);
        assertThat(notReleased(SERVER, own)).startsWith("CONFLICT: a newer edit");
    }

    @Test
    void heldEditsOfADeletedMessageAreDeleted() {
        String id = hold(BOB, "?secret");
        hold(ANN, "?of another user");
        int kept = harness.records.size();
        harness.ok(MessageChanges.DELETE, BOB, new Delete(PUBLIC_ROOM, 2));
        assertThat(waiting()).isEmpty();
        assertThat(harness.records.holds("secret")).isFalse();
        assertThat(harness.records.size()).isLessThan(kept);
        assertThat(notReleased(ANN, id)).startsWith("NOT_FOUND");
    }

    @Test
    void editOfWhoMayNotEditAnyMoreIsNotReleased() {
        String id = hold(BOB, "?link");
        harness.ok(Rooms.KICK, ANN, new Rooms.Kick(PUBLIC_ROOM, BOB.user()));
        assertThat(notReleased(ANN, id)).isEqualTo("CONFLICT: the sender may not edit the message any more");
        assertUnchangedText();
    }

    private void assertUnchangedText() {
        assertThat(MessageEntry.text(message2())).isEqualTo("first");
    }

    @Test
    void mentionsOfAHeldEditAreCheckedAndToldWhenItIsReleased() {
        List<UserId> outside = List.of(EVE.user());
        assertThat(harness.refused(MessageChanges.EDIT, BOB, new Edit(PUBLIC_ROOM, 2, "?hello", outside, null, null)))
                .isEqualTo("FORBIDDEN: mentions: eve (expected: members of the room)");
        assertThat(waiting()).isEmpty();
        String id = hold(BOB, new Edit(PUBLIC_ROOM, 2, "?hello", List.of(ANN.user()), null, null));
        assertThat(told).noneMatch(hint -> hint.hint().event().equals(Messages.MENTION_HINT));
        release(SERVER, id);
        await().until(() -> told.stream()
                .anyMatch(hint -> hint.hint().event().equals(Messages.MENTION_HINT)
                        && hint.users().equals(List.of(ANN.user()))));
        assertThat(message2().fields()).containsEntry("mentions", List.of("ann"));
    }

    @Test
    void editThatIsNoChangeOrTooLongIsNotHeld() {
        String id = hold(BOB, "?same");
        release(ANN, id);
        assertThat(harness.ok(MessageChanges.EDIT, BOB, edit("?same"))).isEqualTo(Changed.already(PUBLIC_ROOM, 2));
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit("?" + "é".repeat(9_000))))
                .isEqualTo("FORBIDDEN: the message is too long to wait for a moderator");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void heldEditsCountAsMessagesThatWait() {
        List<Long> seqs = IntStream.range(0, 20)
                .mapToObj(i -> harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "m" + i))
                        .seq())
                .toList();
        seqs.forEach(seq -> hold(BOB, new Edit(PUBLIC_ROOM, seq, "?" + seq, null, null, null)));
        assertThat(harness.refused(MessageChanges.EDIT, BOB, edit("?more")))
                .isEqualTo("FORBIDDEN: too many messages wait for a moderator");
        assertThat(hold(BOB, new Edit(PUBLIC_ROOM, seqs.get(0), "?instead", null, null, null)))
                .as("in place of another one")
                .isNotBlank();
    }
}
