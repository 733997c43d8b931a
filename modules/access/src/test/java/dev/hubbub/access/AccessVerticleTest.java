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

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.bus.BusRequest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@ExtendWith(VertxExtension.class)
class AccessVerticleTest {
    static final List<Rpc<?, ?>> IN_ROOM = List.of(
            Rooms.JOIN,
            Rooms.LEAVE,
            Rooms.ADD,
            Rooms.KICK,
            Rooms.MEMBERS,
            Messages.SEND,
            Messages.HISTORY,
            Reads.READ,
            Reads.READS,
            Reads.MARK,
            Access.SUBSCRIBE);

    private AccessHarness harness;

    @BeforeEach
    void rooms(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB));
        harness.store.appendUnchecked(privateRoom(BOB));
    }

    private static Messages.History newest(RoomId room) {
        return new Messages.History(room, null, null, null);
    }

    @Test
    void anyoneCreatesARoomAndFindsItInTheList() {
        Rooms.Created made = harness.ok(Rooms.CREATE, EVE, new Rooms.Create("Tea", null, null, null));
        assertThat(harness.ok(RoomLists.MINE, EVE, new RoomLists.Mine()).rooms())
                .extracting(info ->
                        info.room() + " " + info.name() + " " + info.kind() + " " + info.role() + " " + info.seq())
                .containsExactly(made.room() + " Tea group owner 1");
        assertThat(harness.refused(Rooms.CREATE, EVE, new Rooms.Create("Tea", null, null, PUBLIC_ROOM)))
                .startsWith("FORBIDDEN");
    }

    @Test
    void usersJoinPublicRoomsButNotPrivateRooms() {
        assertThat(harness.ok(Rooms.JOIN, EVE, new Rooms.Join(PUBLIC_ROOM)))
                .isEqualTo(new Rooms.Joined(PUBLIC_ROOM, 2, Role.MEMBER));
        assertThat(harness.ok(Rooms.JOIN, ANN, new Rooms.Join(PRIVATE_ROOM)))
                .isEqualTo(new Rooms.Joined(PRIVATE_ROOM, 1, Role.OWNER));
        assertThat(harness.refused(Rooms.JOIN, EVE, new Rooms.Join(PRIVATE_ROOM)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Rooms.JOIN, EVE, new Rooms.Join(MISSING_ROOM)))
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void membersLeave() {
        assertThat(harness.ok(Rooms.LEAVE, BOB, new Rooms.Leave(PUBLIC_ROOM)).seq())
                .isEqualTo(2);
        assertThat(harness.refused(Rooms.LEAVE, BOB, new Rooms.Leave(PUBLIC_ROOM)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Rooms.LEAVE, BOB, new Rooms.Leave(MISSING_ROOM)))
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void ownersModeratorsAndTheServerAdd() {
        harness.store.promote(PRIVATE_ROOM, BOB.user());
        assertThat(add(ANN, "one").seq()).isEqualTo(2);
        assertThat(add(BOB, "two").seq()).isEqualTo(3);
        assertThat(add(SERVER, "three").seq()).isEqualTo(4);
        assertThat(add(ANN, "one").seq()).as("a second time").isEqualTo(2);
        Caller plain = Caller.of("one");
        assertThat(harness.refused(Rooms.ADD, plain, new Rooms.Add(PRIVATE_ROOM, EVE.user())))
                .startsWith("FORBIDDEN: only");
        assertThat(harness.refused(Rooms.ADD, EVE, new Rooms.Add(PRIVATE_ROOM, EVE.user())))
                .isEqualTo(ACCESS_DENIED);
    }

    private Rooms.Added add(Caller caller, String user) {
        return harness.ok(
                Rooms.ADD, caller, new Rooms.Add(PRIVATE_ROOM, Caller.of(user).user()));
    }

    @Test
    void strongerRolesKickAndKickedMembersLoseAccess() {
        assertThat(harness.refused(Rooms.KICK, BOB, new Rooms.Kick(PUBLIC_ROOM, ANN.user())))
                .startsWith("FORBIDDEN");
        assertThat(harness.refused(Rooms.KICK, EVE, new Rooms.Kick(PUBLIC_ROOM, BOB.user())))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Rooms.KICK, ANN, new Rooms.Kick(PUBLIC_ROOM, ANN.user())))
                .startsWith("BAD_REQUEST");
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "hello"));
        assertThat(harness.ok(Rooms.KICK, ANN, new Rooms.Kick(PUBLIC_ROOM, BOB.user()))
                        .seq())
                .isEqualTo(3);
        assertThat(harness.refused(Messages.SEND, BOB, message(PUBLIC_ROOM, "again")))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Messages.HISTORY, BOB, newest(PUBLIC_ROOM))).isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Access.SUBSCRIBE, BOB, new Access.Subscribe(PUBLIC_ROOM)))
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void membersSeeEachOtherWithProfiles() {
        Profile shown = new Profile("Ann", null, "customer");
        harness.records.put(UserRecords.put(ANN.user(), shown));
        Rooms.MemberList list = harness.ok(Rooms.MEMBERS, BOB, new Rooms.Members(PRIVATE_ROOM));
        assertThat(list.members())
                .containsExactly(
                        new Member(ANN.user(), Role.OWNER, 1, shown),
                        new Member(BOB.user(), Role.MEMBER, 1, Profile.EMPTY));
        assertThat(list.name()).isEqualTo("Room cabinet");
        assertThat(harness.ok(Rooms.MEMBERS, SERVER, new Rooms.Members(PRIVATE_ROOM)))
                .isEqualTo(list);
        assertThat(harness.refused(Rooms.MEMBERS, EVE, new Rooms.Members(PUBLIC_ROOM)))
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void membersAndTheServerSend() {
        assertThat(harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "hello")).seq())
                .isEqualTo(2);
        assertThat(harness.ok(Messages.SEND, SERVER, message(PUBLIC_ROOM, "notice"))
                        .seq())
                .isEqualTo(3);
        assertThat(harness.refused(Messages.SEND, EVE, message(PUBLIC_ROOM, "psst")))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Messages.SEND, EVE, message(MISSING_ROOM, "psst")))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Messages.SEND, BOB, message(PUBLIC_ROOM, "x".repeat(65_537))))
                .startsWith("TOO_LARGE");
    }

    @Test
    void membersReadHistory() {
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "one"));
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "two"));
        assertThat(harness.ok(Messages.HISTORY, ANN, newest(PUBLIC_ROOM)).messages())
                .extracting(Entry::seq)
                .containsExactly(1L, 2L, 3L);
        assertThat(harness.ok(Messages.HISTORY, SERVER, new Messages.History(PUBLIC_ROOM, 3L, null, 1))
                        .messages())
                .extracting(MessageEntry::text)
                .containsExactly("one");
        assertThat(harness.ok(Messages.HISTORY, ANN, new Messages.History(PUBLIC_ROOM, null, 3L, 1))
                        .messages())
                .isEmpty();
        assertThat(harness.refused(Messages.HISTORY, EVE, newest(PUBLIC_ROOM))).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void membersSubscribe() {
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "one"));
        assertThat(harness.ok(Access.SUBSCRIBE, BOB, new Access.Subscribe(PUBLIC_ROOM)))
                .isEqualTo(new Access.SubscriptionAllowed(PUBLIC_ROOM, 2));
        assertThat(harness.refused(Access.SUBSCRIBE, EVE, new Access.Subscribe(PUBLIC_ROOM)))
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void kindOfAnEntryInASendHasNoEffect() {
        JsonObject forged = new JsonObject()
                .put("room", PUBLIC_ROOM.value())
                .put("clientId", "c1")
                .put("text", "hello")
                .put("event", "removed")
                .put("user", ANN.user().value());
        result(BusRequest.ask(harness.bus.vertx(), Messages.SEND, Shard.of(PUBLIC_ROOM.value()), BOB, forged));
        assertThat(harness.ok(Messages.HISTORY, ANN, newest(PUBLIC_ROOM)).messages())
                .extracting(Entry::event)
                .containsExactly("created", "message");
        assertThat(harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(PUBLIC_ROOM))
                        .members())
                .hasSize(2);
    }

    @Test
    void roomListContainsTheRoomsOfTheUser() {
        assertThat(harness.ok(RoomLists.MINE, BOB, new RoomLists.Mine()).rooms())
                .extracting(RoomLists.Info::room)
                .containsExactlyInAnyOrder(PUBLIC_ROOM, PRIVATE_ROOM);
        assertThat(harness.ok(RoomLists.MINE, EVE, new RoomLists.Mine()).rooms())
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("IN_ROOM")
    void requestsWithoutAUsableRoomAreRefused(Rpc<?, ?> rpc) {
        assertThat(harness.malformed(rpc, ANN, new JsonObject())).startsWith("BAD_REQUEST: room");
        JsonObject injected = new JsonObject().put("room", new JsonObject().put("$ne", ""));
        assertThat(harness.malformed(rpc, ANN, injected)).startsWith("BAD_REQUEST: room");
        assertThat(harness.malformed(rpc, ANN, null)).startsWith("BAD_REQUEST: body");
        assertThat(harness.malformed(rpc, null, new JsonObject())).startsWith("UNAUTHORIZED");
    }

    @Test
    void malformedCreateAndListRequestsAreRefused() {
        assertThat(harness.malformed(Rooms.CREATE, ANN, new JsonObject())).startsWith("BAD_REQUEST: name");
        assertThat(harness.malformed(RoomLists.MINE, ANN, null)).startsWith("BAD_REQUEST: body");
        assertThat(harness.malformed(RoomLists.MINE, null, new JsonObject())).startsWith("UNAUTHORIZED");
    }
}
