// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.CABINET;
import static dev.hubbub.access.Cast.CLOSED;
import static dev.hubbub.access.Cast.EVE;
import static dev.hubbub.access.Cast.LOBBY;
import static dev.hubbub.access.Cast.NOWHERE;
import static dev.hubbub.access.Cast.SERVER;
import static dev.hubbub.access.Cast.cabinet;
import static dev.hubbub.access.Cast.lobby;
import static dev.hubbub.access.Cast.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
            Access.SUBSCRIBE);

    private AccessHub hub;

    @BeforeEach
    void rooms(Vertx vertx) {
        hub = new AccessHub(vertx, AccessConfig.defaults());
        hub.log.force(lobby(BOB));
        hub.log.force(cabinet(BOB));
    }

    private static Messages.History newest(RoomId room) {
        return new Messages.History(room, null, null, null);
    }

    @Test
    void anyoneCreatesARoomAndFindsItInTheList() {
        Rooms.Created made = hub.ok(Rooms.CREATE, EVE, new Rooms.Create("Tea", null, null, null));
        assertThat(hub.ok(Rooms.MINE, EVE, new Rooms.Mine()).rooms())
                .containsExactly(new Rooms.Info(made.room(), "Tea", Visibility.PUBLIC, Role.OWNER, 1));
        assertThat(hub.refused(Rooms.CREATE, EVE, new Rooms.Create("Tea", null, null, LOBBY)))
                .startsWith("FORBIDDEN");
    }

    @Test
    void publicRoomsAreJoinedAndPrivateOnesNot() {
        assertThat(hub.ok(Rooms.JOIN, EVE, new Rooms.Join(LOBBY))).isEqualTo(new Rooms.Joined(LOBBY, 2, Role.MEMBER));
        assertThat(hub.ok(Rooms.JOIN, ANN, new Rooms.Join(CABINET)))
                .isEqualTo(new Rooms.Joined(CABINET, 1, Role.OWNER));
        assertThat(hub.refused(Rooms.JOIN, EVE, new Rooms.Join(CABINET))).isEqualTo(CLOSED);
        assertThat(hub.refused(Rooms.JOIN, EVE, new Rooms.Join(NOWHERE))).isEqualTo(CLOSED);
    }

    @Test
    void membersLeave() {
        assertThat(hub.ok(Rooms.LEAVE, BOB, new Rooms.Leave(LOBBY)).seq()).isEqualTo(2);
        assertThat(hub.refused(Rooms.LEAVE, BOB, new Rooms.Leave(LOBBY))).isEqualTo(CLOSED);
        assertThat(hub.refused(Rooms.LEAVE, BOB, new Rooms.Leave(NOWHERE))).isEqualTo(CLOSED);
    }

    @Test
    void ownersModeratorsAndTheServerAdd() {
        hub.log.promote(CABINET, BOB.user());
        assertThat(add(ANN, "one").seq()).isEqualTo(2);
        assertThat(add(BOB, "two").seq()).isEqualTo(3);
        assertThat(add(SERVER, "three").seq()).isEqualTo(4);
        assertThat(add(ANN, "one").seq()).as("a second time").isEqualTo(2);
        Caller plain = Caller.of("one");
        assertThat(hub.refused(Rooms.ADD, plain, new Rooms.Add(CABINET, EVE.user())))
                .startsWith("FORBIDDEN: only");
        assertThat(hub.refused(Rooms.ADD, EVE, new Rooms.Add(CABINET, EVE.user())))
                .isEqualTo(CLOSED);
    }

    private Rooms.Added add(Caller caller, String user) {
        return hub.ok(Rooms.ADD, caller, new Rooms.Add(CABINET, Caller.of(user).user()));
    }

    @Test
    void strongerRolesKickAndTheKickedAreOut() {
        assertThat(hub.refused(Rooms.KICK, BOB, new Rooms.Kick(LOBBY, ANN.user())))
                .startsWith("FORBIDDEN");
        assertThat(hub.refused(Rooms.KICK, EVE, new Rooms.Kick(LOBBY, BOB.user())))
                .isEqualTo(CLOSED);
        assertThat(hub.refused(Rooms.KICK, ANN, new Rooms.Kick(LOBBY, ANN.user())))
                .startsWith("BAD_REQUEST");
        hub.ok(Messages.SEND, BOB, say(LOBBY, "hello"));
        assertThat(hub.ok(Rooms.KICK, ANN, new Rooms.Kick(LOBBY, BOB.user())).seq())
                .isEqualTo(3);
        assertThat(hub.refused(Messages.SEND, BOB, say(LOBBY, "again"))).isEqualTo(CLOSED);
        assertThat(hub.refused(Messages.HISTORY, BOB, newest(LOBBY))).isEqualTo(CLOSED);
        assertThat(hub.refused(Access.SUBSCRIBE, BOB, new Access.Subscribe(LOBBY)))
                .isEqualTo(CLOSED);
    }

    @Test
    void membersSeeEachOtherWithProfiles() {
        Profile shown = new Profile("Ann", null, "customer");
        hub.log.know(ANN.user(), shown);
        Rooms.MemberList list = hub.ok(Rooms.MEMBERS, BOB, new Rooms.Members(CABINET));
        assertThat(list.members())
                .containsExactly(
                        new Member(ANN.user(), Role.OWNER, 1, shown),
                        new Member(BOB.user(), Role.MEMBER, 1, Profile.EMPTY));
        assertThat(list.name()).isEqualTo("Room cabinet");
        assertThat(hub.ok(Rooms.MEMBERS, SERVER, new Rooms.Members(CABINET))).isEqualTo(list);
        assertThat(hub.refused(Rooms.MEMBERS, EVE, new Rooms.Members(LOBBY))).isEqualTo(CLOSED);
    }

    @Test
    void listOfLongProfilesLeavesOutTheLastOfThem() {
        Caller[] many =
                IntStream.range(0, 200).mapToObj(n -> Caller.of("u" + n)).toArray(Caller[]::new);
        String picture = "https://a.example/" + "p".repeat(1_000);
        users(many).forEach(user -> hub.log.know(user, new Profile(null, picture, null)));
        RoomId hall = new RoomId("hall");
        hub.log.force(Entry.created(hall, ANN, new Entry.Details("Hall", Visibility.PUBLIC, users(many))));
        List<Member> members =
                hub.ok(Rooms.MEMBERS, ANN, new Rooms.Members(hall)).members();
        assertThat(members).hasSize(201);
        assertThat(members.stream().filter(member -> member.profile() != null))
                .hasSize(1 + 131_072 / picture.length())
                .containsExactlyElementsOf(members.subList(0, 1 + 131_072 / picture.length()));
    }

    @Test
    void profilesOfBigRoomsAreAskedForInParts() {
        Caller[] many =
                IntStream.range(0, 1_200).mapToObj(n -> Caller.of("u" + n)).toArray(Caller[]::new);
        RoomId hall = new RoomId("hall");
        hub.log.force(Entry.created(hall, ANN, new Entry.Details("Hall", Visibility.PUBLIC, users(many))));
        assertThat(hub.ok(Rooms.MEMBERS, ANN, new Rooms.Members(hall)).members())
                .hasSize(1_201);
        assertThat(hub.log.recalls()).containsExactly(1_000, 201);
    }

    private static List<UserId> users(Caller... callers) {
        return Stream.of(callers).map(Caller::user).toList();
    }

    @Test
    void membersAndTheServerSpeak() {
        assertThat(hub.ok(Messages.SEND, BOB, say(LOBBY, "hello")).seq()).isEqualTo(2);
        assertThat(hub.ok(Messages.SEND, SERVER, say(LOBBY, "notice")).seq()).isEqualTo(3);
        assertThat(hub.refused(Messages.SEND, EVE, say(LOBBY, "psst"))).isEqualTo(CLOSED);
        assertThat(hub.refused(Messages.SEND, EVE, say(NOWHERE, "psst"))).isEqualTo(CLOSED);
        assertThat(hub.refused(Messages.SEND, BOB, say(LOBBY, "x".repeat(65_537))))
                .startsWith("TOO_LARGE");
    }

    @Test
    void membersReadHistory() {
        hub.ok(Messages.SEND, BOB, say(LOBBY, "one"));
        hub.ok(Messages.SEND, BOB, say(LOBBY, "two"));
        assertThat(hub.ok(Messages.HISTORY, ANN, newest(LOBBY)).messages())
                .extracting(Entry::seq)
                .containsExactly(1L, 2L, 3L);
        assertThat(hub.ok(Messages.HISTORY, SERVER, new Messages.History(LOBBY, 3L, null, 1))
                        .messages())
                .extracting(Entry::text)
                .containsExactly("one");
        assertThat(hub.ok(Messages.HISTORY, ANN, new Messages.History(LOBBY, null, 3L, 1))
                        .messages())
                .isEmpty();
        assertThat(hub.refused(Messages.HISTORY, EVE, newest(LOBBY))).isEqualTo(CLOSED);
    }

    @Test
    void membersFollowAndTheServerOnlyAsOne() {
        hub.ok(Messages.SEND, BOB, say(LOBBY, "one"));
        assertThat(hub.ok(Access.SUBSCRIBE, BOB, new Access.Subscribe(LOBBY)))
                .isEqualTo(new Access.SubscriptionAllowed(LOBBY, 2));
        assertThat(hub.refused(Access.SUBSCRIBE, EVE, new Access.Subscribe(LOBBY)))
                .isEqualTo(CLOSED);
        assertThat(hub.refused(Access.SUBSCRIBE, SERVER, new Access.Subscribe(LOBBY)))
                .isEqualTo(CLOSED);
    }

    @Test
    void theListOfRoomsFollowsTheRooms() {
        assertThat(hub.ok(Rooms.MINE, BOB, new Rooms.Mine()).rooms())
                .extracting(Rooms.Info::room)
                .containsExactlyInAnyOrder(LOBBY, CABINET);
        assertThat(hub.ok(Rooms.MINE, EVE, new Rooms.Mine()).rooms()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("IN_ROOM")
    void requestsWithoutAUsableRoomAreRefused(Rpc<?, ?> rpc) {
        assertThat(hub.malformed(rpc, ANN, new JsonObject())).startsWith("BAD_REQUEST: room");
        JsonObject injected = new JsonObject().put("room", new JsonObject().put("$ne", ""));
        assertThat(hub.malformed(rpc, ANN, injected)).startsWith("BAD_REQUEST: room");
        assertThat(hub.malformed(rpc, ANN, null)).startsWith("BAD_REQUEST: body");
        assertThat(hub.malformed(rpc, null, new JsonObject())).startsWith("UNAUTHORIZED");
    }

    @Test
    void malformedRoomsAreNotMade() {
        assertThat(hub.malformed(Rooms.CREATE, ANN, new JsonObject())).startsWith("BAD_REQUEST: name");
        assertThat(hub.malformed(Rooms.MINE, ANN, null)).startsWith("BAD_REQUEST: body");
        assertThat(hub.malformed(Rooms.MINE, null, new JsonObject())).startsWith("UNAUTHORIZED");
    }
}
