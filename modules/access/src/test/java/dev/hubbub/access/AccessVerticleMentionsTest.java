// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Mentioned;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mentions of users, of roles and of the room. */
@ExtendWith(VertxExtension.class)
class AccessVerticleMentionsTest {
    private static final Caller CYN = Caller.of("cyn");

    private final BlockingQueue<Hints.ToUsers> hints = new LinkedBlockingQueue<>();
    private AccessHarness harness;
    private int sent;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB, CYN));
        harness.bus
                .subscribe(Hints.TO_USERS, hint -> {
                    if (hint.hint().event().equals(Messages.MENTION_HINT)) {
                        hints.add(hint);
                    }
                })
                .await(5, SECONDS);
    }

    private Send send(List<UserId> users, List<Role> roles, Boolean room) {
        return new Send(
                PUBLIC_ROOM, new ClientId("m" + sent++), null, "hello", null, null, null, null, users, roles, room);
    }

    private void assertTold(long seq, Caller sender, Caller... users) throws Exception {
        Hints.ToUsers hint = hints.poll(5, SECONDS);
        assertThat(hint).isNotNull();
        assertThat(hint.hint()).isEqualTo(Hints.Body.of("mention", new Mentioned(PUBLIC_ROOM, seq, sender.user())));
        assertThat(hint.users())
                .containsExactlyInAnyOrderElementsOf(
                        List.of(users).stream().map(Caller::user).toList());
    }

    @Test
    void usersWhoAreMentionedAreTold() throws Exception {
        long seq = harness.ok(Messages.SEND, BOB, send(List.of(CYN.user(), BOB.user()), null, null))
                .seq();
        assertTold(seq, BOB, CYN);
        assertThat(harness.store.entries(PUBLIC_ROOM).get(1).fields()).containsEntry("mentions", List.of("cyn", "bob"));
    }

    @Test
    void rolesAndTheRoomAreTold() throws Exception {
        assertTold(
                harness.ok(Messages.SEND, BOB, send(null, List.of(Role.OWNER), null))
                        .seq(),
                BOB,
                ANN);
        assertTold(
                harness.ok(Messages.SEND, BOB, send(List.of(CYN.user()), null, true))
                        .seq(),
                BOB,
                ANN,
                CYN);
    }

    @Test
    void userOutsideIsNotMentioned() {
        assertThat(harness.refused(Messages.SEND, BOB, send(List.of(CYN.user(), EVE.user()), null, null)))
                .isEqualTo("FORBIDDEN: mentions: eve (expected: members of the room)");
        assertThat(harness.refused(Messages.SEND, BOB, send(null, List.of(Role.BANNED), null)))
                .isEqualTo("BAD_REQUEST: mentionRoles: banned (expected: a role of members)");
        assertThat(harness.refused(
                        Messages.SEND, BOB, send(null, List.of(Role.MEMBER, new Role("x".repeat(32))), null)))
                .as("names without end would be kept with the mentions of the room")
                .isEqualTo("BAD_REQUEST: mentionRoles: " + "x".repeat(32) + " (expected: a role of members)");
        assertThat(harness.store.events(PUBLIC_ROOM)).containsExactly("created");
        assertThat(hints).isEmpty();
    }

    @Test
    void editTellsOnlyThoseWhoAreNew() throws Exception {
        long seq = harness.ok(Messages.SEND, BOB, send(List.of(CYN.user()), null, null))
                .seq();
        assertTold(seq, BOB, CYN);
        List<UserId> both = List.of(CYN.user(), ANN.user());
        harness.ok(MessageChanges.EDIT, BOB, new MessageChanges.Edit(PUBLIC_ROOM, seq, "hello", both, null, null));
        assertTold(seq, BOB, ANN);
        assertThat(harness.refused(
                        MessageChanges.EDIT,
                        BOB,
                        new MessageChanges.Edit(PUBLIC_ROOM, seq, "hi", List.of(EVE.user()), null, null)))
                .isEqualTo("FORBIDDEN: mentions: eve (expected: members of the room)");
        harness.ok(MessageChanges.EDIT, BOB, new MessageChanges.Edit(PUBLIC_ROOM, seq, "hello", null, null, null));
        assertThat(harness.store.entries(PUBLIC_ROOM).get(3).fields()).doesNotContainKey("mentions");
    }

    private long mentions(Caller caller) {
        return harness.ok(RoomLists.MINE, caller, new RoomLists.Mine())
                .rooms()
                .get(0)
                .mentions();
    }

    @Test
    void rowCountsUnreadMentions() {
        long first = harness.ok(Messages.SEND, BOB, send(List.of(CYN.user()), null, null))
                .seq();
        long all = harness.ok(Messages.SEND, BOB, send(null, List.of(Role.MEMBER), null))
                .seq();
        assertThat(mentions(CYN)).isEqualTo(2);
        assertThat(mentions(ANN)).as("of another role").isZero();
        harness.ok(Reads.READ, CYN, new Reads.Read(PUBLIC_ROOM, first));
        assertThat(mentions(CYN)).isEqualTo(1);
        harness.ok(Reads.READ, CYN, new Reads.Read(PUBLIC_ROOM, all));
        assertThat(mentions(CYN)).isZero();
    }

    @Test
    void malformedMentionsAreRefused() {
        JsonObject send = new JsonObject()
                .put("room", PUBLIC_ROOM.value())
                .put("clientId", "c1")
                .put("text", "hello");
        JsonArray many = new JsonArray();
        IntStream.range(0, 51).forEach(i -> many.add("u" + i));
        assertThat(harness.malformed(Messages.SEND, BOB, send.copy().put("mentions", many)))
                .isEqualTo("BAD_REQUEST: mentions: 51 (expected: 0 to 50)");
        assertThat(harness.malformed(Messages.SEND, BOB, send.copy().put("mentions", new JsonArray().add("a b"))))
                .startsWith("BAD_REQUEST: user: \"a b\"");
        assertThat(harness.malformed(Messages.SEND, BOB, send.copy().put("mentionRoom", "all")))
                .startsWith("BAD_REQUEST: mentionRoom");
    }
}
