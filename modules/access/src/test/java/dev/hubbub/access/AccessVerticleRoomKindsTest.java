// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.roleChanged;
import static dev.hubbub.access.store.AccessFixtures.roomOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.policy.BulletinPolicy;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A kind of room that one policy file adds, and one that only a newer node knows. */
@ExtendWith(VertxExtension.class)
class AccessVerticleRoomKindsTest {
    private static final RoomKind CHESS = new RoomKind("chess");
    private static final Caller ZOE = Caller.of("zoe");
    private static final String OWNERS_ONLY = "FORBIDDEN: only owners do this in a bulletin";
    private static final String UNKNOWN_KIND = "UNAVAILABLE: kind: chess (expected: one that this node knows)";

    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults(), RoomPolicies.STANDARD.and(new BulletinPolicy()));
    }

    private static Rooms.Create newBulletin(UserId... members) {
        return new Rooms.Create("News", List.of(members), Visibility.PUBLIC, null).of(BulletinPolicy.KIND);
    }

    private RoomId bulletin(UserId... members) {
        return harness.ok(Rooms.CREATE, ANN, newBulletin(members)).room();
    }

    private static Messages.History newest(RoomId room) {
        return new Messages.History(room, null, null, null);
    }

    @Test
    void kindOfARoomIsShownWhereverTheRoomIs() {
        RoomId room = bulletin();
        assertThat(harness.ok(RoomLists.MINE, ANN, new RoomLists.Mine()).rooms())
                .extracting(info ->
                        List.of(info.room(), info.name(), info.visibility(), info.kind(), info.role(), info.seq()))
                .containsExactly(List.of(room, "News", Visibility.PUBLIC, BulletinPolicy.KIND, Role.OWNER, 1L));
        assertThat(harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(room)).kind())
                .isEqualTo(BulletinPolicy.KIND);
        assertThat(harness.ok(Messages.HISTORY, ANN, newest(room)).messages())
                .extracting(entry -> CreatedEntry.KIND.read(entry).details().kind())
                .containsExactly(BulletinPolicy.KIND);
    }

    @Test
    void kindsThatThisNodeDoesNotKnowAreNotCreated() {
        Rooms.Create match = new Rooms.Create("Match", null, null, null).of(CHESS);
        assertThat(harness.refused(Rooms.CREATE, ANN, match))
                .isEqualTo("BAD_REQUEST: kind: chess (expected: bulletin or channel or direct or group or session)");
        assertThat(harness.refused(Rooms.CREATE, SERVER, match)).startsWith("BAD_REQUEST: kind: chess");
        JsonObject create = new JsonObject().put("name", "Match");
        assertThat(harness.malformed(Rooms.CREATE, ANN, create.copy().put("kind", 5)))
                .startsWith("BAD_REQUEST: kind");
        assertThat(harness.malformed(Rooms.CREATE, ANN, create.copy().put("kind", "$ne x")))
                .startsWith("BAD_REQUEST: kind: \"$ne x\"");
    }

    @Test
    void onlyOwnersSpeakInABulletin() {
        RoomId room = bulletin(BOB.user());
        assertThat(harness.ok(Messages.SEND, ANN, message(room, "news")).seq()).isEqualTo(2);
        assertThat(harness.ok(Messages.SEND, SERVER, message(room, "notice")).seq())
                .isEqualTo(3);
        assertThat(harness.refused(Messages.SEND, BOB, message(room, "me too"))).isEqualTo(OWNERS_ONLY);
        assertThat(harness.refused(Messages.SEND, EVE, message(room, "me too"))).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void onlyOwnersSignalInABulletin() {
        RoomId room = bulletin(BOB.user());
        Signals.Signal signal = new Signals.Signal(room, "slide", 3);
        assertThat(harness.ok(Signals.SIGNAL, ANN, signal).room()).isEqualTo(room);
        assertThat(harness.refused(Signals.SIGNAL, BOB, signal)).isEqualTo(OWNERS_ONLY);
        assertThat(harness.refused(Signals.SIGNAL, EVE, signal)).isEqualTo(ACCESS_DENIED);
        assertThat(harness.ok(Signals.KEPT, BOB, new Signals.InRoom(room, null)).signals())
                .as("members read")
                .isEmpty();
    }

    @Test
    void cachedMembershipDoesNotLetAMemberSpeak() {
        RoomId room = bulletin();
        harness.ok(Rooms.JOIN, BOB, new Rooms.Join(room)); // caches the membership
        assertThat(harness.refused(Messages.SEND, BOB, message(room, "one"))).isEqualTo(OWNERS_ONLY);
        assertThat(harness.refused(Messages.SEND, BOB, message(room, "two"))).isEqualTo(OWNERS_ONLY);
        assertThat(harness.store.texts(room)).isEmpty();
    }

    @Test
    void memberWhoseRoleChangesOnAnotherNodeSpeaksAsLongAsAnOwner() {
        RoomId room = bulletin(BOB.user());
        assertThat(harness.refused(Messages.SEND, BOB, message(room, "one"))).isEqualTo(OWNERS_ONLY);
        harness.store.appendUnchecked(roleChanged(room, BOB, Role.OWNER));
        assertThat(harness.ok(Messages.SEND, BOB, message(room, "two")).seq()).isEqualTo(3);
        harness.store.appendUnchecked(roleChanged(room, BOB, Role.MEMBER));
        assertThat(harness.refused(Messages.SEND, BOB, message(room, "three"))).isEqualTo(OWNERS_ONLY);
    }

    @Test
    void onlyOwnersDecideAboutMembersOfABulletin() {
        RoomId room = bulletin(BOB.user(), EVE.user());
        harness.store.appendUnchecked(roleChanged(room, BOB, Role.MODERATOR));
        assertThat(harness.refused(Rooms.ADD, BOB, new Rooms.Add(room, ZOE.user())))
                .isEqualTo(OWNERS_ONLY);
        assertThat(harness.refused(Rooms.KICK, BOB, new Rooms.Kick(room, EVE.user())))
                .isEqualTo(OWNERS_ONLY);
        harness.ok(Rooms.KICK, ANN, new Rooms.Kick(room, EVE.user()));
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(room, ZOE.user()));
        harness.ok(Rooms.LEAVE, ZOE, new Rooms.Leave(room));
        assertThat(harness.ok(Rooms.JOIN, EVE, new Rooms.Join(room)).role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void memberLimitIsThatOfTheKind() {
        RoomId room = bulletin(BOB.user(), EVE.user());
        assertThat(harness.refused(Rooms.JOIN, ZOE, new Rooms.Join(room))).isEqualTo("FORBIDDEN: room is full");
        assertThat(harness.refused(Rooms.ADD, ANN, new Rooms.Add(room, ZOE.user())))
                .isEqualTo("FORBIDDEN: room is full");
        assertThat(harness.refused(Rooms.CREATE, ANN, newBulletin(BOB.user(), EVE.user(), ZOE.user())))
                .isEqualTo("BAD_REQUEST: members: 4 with the owner (expected: at most 3)");
    }

    @Test
    void membersReadAndLeaveRoomsOfAnUnknownKind() {
        harness.store.appendUnchecked(roomOf(CHESS, BOB));
        assertThat(harness.ok(RoomLists.MINE, BOB, new RoomLists.Mine()).rooms())
                .extracting(RoomLists.Info::kind)
                .containsExactly(CHESS);
        assertThat(harness.ok(Access.SUBSCRIBE, BOB, new Access.Subscribe(PUBLIC_ROOM))
                        .seq())
                .isEqualTo(1);
        assertThat(harness.ok(Messages.HISTORY, BOB, newest(PUBLIC_ROOM)).messages())
                .hasSize(1);
        assertThat(harness.ok(Rooms.MEMBERS, BOB, new Rooms.Members(PUBLIC_ROOM))
                        .members())
                .hasSize(2);
        assertThat(harness.ok(Rooms.LEAVE, BOB, new Rooms.Leave(PUBLIC_ROOM)).seq())
                .isEqualTo(2);
        assertThat(harness.refused(Messages.HISTORY, BOB, newest(PUBLIC_ROOM))).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void nothingElseIsAllowedInRoomsOfAnUnknownKind() {
        harness.store.appendUnchecked(roomOf(CHESS, BOB));
        assertThat(harness.refused(Messages.SEND, BOB, message(PUBLIC_ROOM, "one")))
                .startsWith(UNKNOWN_KIND);
        assertThat(harness.refused(Messages.SEND, SERVER, message(PUBLIC_ROOM, "one")))
                .startsWith(UNKNOWN_KIND);
        assertThat(harness.refused(Rooms.ADD, ANN, new Rooms.Add(PUBLIC_ROOM, EVE.user())))
                .startsWith(UNKNOWN_KIND);
        assertThat(harness.refused(Rooms.KICK, ANN, new Rooms.Kick(PUBLIC_ROOM, BOB.user())))
                .startsWith(UNKNOWN_KIND);
        assertThat(harness.refused(Rooms.JOIN, EVE, new Rooms.Join(PUBLIC_ROOM)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Messages.SEND, EVE, message(PUBLIC_ROOM, "one")))
                .isEqualTo(ACCESS_DENIED);
    }
}
