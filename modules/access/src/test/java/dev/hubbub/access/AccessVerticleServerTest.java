// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PRIVATE_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.ROOM_CREATOR;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.privateRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the host app's server does in rooms, without being a member of them. */
@ExtendWith(VertxExtension.class)
class AccessVerticleServerTest {
    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
    }

    private static Rooms.Create ownedBy(UserId owner, UserId... members) {
        return new Rooms.Create("Help", List.of(members), Visibility.PUBLIC, PUBLIC_ROOM).ownedBy(owner);
    }

    private List<Member> members(RoomId room) {
        return harness.ok(Rooms.MEMBERS, SERVER, new Rooms.Members(room)).members();
    }

    private List<Entry> history(RoomId room) {
        return harness.ok(Messages.HISTORY, SERVER, new Messages.History(room, null, null, null))
                .messages();
    }

    @Test
    void roomBelongsToTheOwnerThatTheServerNames() {
        harness.ok(Rooms.CREATE, SERVER, ownedBy(ANN.user(), BOB.user(), ANN.user()));
        assertThat(members(PUBLIC_ROOM))
                .containsExactly(
                        new Member(ANN.user(), Role.OWNER, 1, Profile.EMPTY),
                        new Member(BOB.user(), Role.MEMBER, 1, Profile.EMPTY));
        Entry created = history(PUBLIC_ROOM).get(0);
        assertThat(created.sender()).isEqualTo(SERVER.user());
        assertThat(created.fields()).containsEntry("user", "ann");
        assertThat(harness.ok(Rooms.ADD, ANN, new Rooms.Add(PUBLIC_ROOM, EVE.user()))
                        .seq())
                .isEqualTo(2);
    }

    @Test
    void roomOfTheServerHasNoOwnerUnlessOneIsNamed() {
        harness.ok(Rooms.CREATE, SERVER, ownedBy(null, BOB.user()));
        assertThat(members(PUBLIC_ROOM)).containsExactly(new Member(BOB.user(), Role.MEMBER, 1, Profile.EMPTY));
        Entry created = history(PUBLIC_ROOM).get(0);
        assertThat(created.sender()).isEqualTo(SERVER.user());
        assertThat(created.fields()).doesNotContainKey("user");
        assertThat(harness.ok(RoomLists.MINE, SERVER, new RoomLists.Mine()).rooms())
                .isEmpty();
    }

    @Test
    void roomThatIsMadeAgainWithTheSameWordsIsThere() {
        Rooms.Created first = harness.ok(Rooms.CREATE, SERVER, ownedBy(ANN.user(), BOB.user(), EVE.user()));
        harness.ok(Rooms.KICK, ANN, new Rooms.Kick(PUBLIC_ROOM, EVE.user()));
        assertThat(harness.ok(Rooms.CREATE, SERVER, ownedBy(ANN.user(), EVE.user(), BOB.user())))
                .isEqualTo(first);
        assertThat(members(PUBLIC_ROOM)).extracting(Member::user).containsExactly(ANN.user(), BOB.user());
        assertThat(history(PUBLIC_ROOM)).hasSize(2);
    }

    @Test
    void roomThatIsMadeAgainWithOtherWordsIsAConflict() {
        harness.ok(Rooms.CREATE, SERVER, ownedBy(ANN.user(), BOB.user()));
        List<Rooms.Create> others = List.of(
                ownedBy(BOB.user(), ANN.user()),
                ownedBy(null, BOB.user()),
                ownedBy(ANN.user()),
                new Rooms.Create("Other", List.of(BOB.user()), Visibility.PUBLIC, PUBLIC_ROOM).ownedBy(ANN.user()),
                new Rooms.Create("Help", List.of(BOB.user()), Visibility.PRIVATE, PUBLIC_ROOM).ownedBy(ANN.user()));
        for (Rooms.Create other : others) {
            assertThat(harness.refused(Rooms.CREATE, SERVER, other)).startsWith("CONFLICT: room: exists already");
        }
    }

    @Test
    void serverManagesARoomThatHasNoMembersAtFirst() {
        harness.ok(Rooms.CREATE, SERVER, ownedBy(null));
        harness.ok(Messages.SEND, SERVER, message(PUBLIC_ROOM, "welcome"));
        harness.ok(Rooms.ADD, SERVER, new Rooms.Add(PUBLIC_ROOM, BOB.user()));
        harness.ok(Rooms.JOIN, EVE, new Rooms.Join(PUBLIC_ROOM));
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "thanks"));
        harness.ok(Messages.SEND, SERVER, message(PUBLIC_ROOM, "you are welcome"));
        harness.ok(Rooms.KICK, SERVER, new Rooms.Kick(PUBLIC_ROOM, BOB.user()));
        assertThat(members(PUBLIC_ROOM)).extracting(Member::user).containsExactly(EVE.user());
    }

    @Test
    void onlyTheServerNamesOwners() {
        Rooms.Create forAnn = new Rooms.Create("Help", null, null, null).ownedBy(ANN.user());
        String refusal = "FORBIDDEN: only the host app's server chooses owners";
        assertThat(harness.refused(Rooms.CREATE, EVE, forAnn)).isEqualTo(refusal);
        assertThat(harness.refused(Rooms.CREATE, ANN, forAnn)).isEqualTo(refusal);
        assertThat(harness.refused(Rooms.CREATE, ROOM_CREATOR, forAnn)).isEqualTo(refusal);
    }

    @Test
    void malformedOwnersAreRefused() {
        JsonObject create = new JsonObject().put("name", "Help");
        assertThat(harness.malformed(Rooms.CREATE, SERVER, create.copy().put("owner", 5)))
                .startsWith("BAD_REQUEST: owner");
        assertThat(harness.malformed(Rooms.CREATE, SERVER, create.copy().put("owner", "a b")))
                .startsWith("BAD_REQUEST: user: \"a b\"");
    }

    @Test
    void serverIsAMemberOfNoRoom() {
        harness.store.appendUnchecked(privateRoom());
        assertThat(harness.refused(Rooms.CREATE, SERVER, ownedBy(SERVER.user())))
                .startsWith("BAD_REQUEST: owner: yourself");
        assertThat(harness.refused(Rooms.CREATE, SERVER, ownedBy(null, SERVER.user())))
                .startsWith("BAD_REQUEST: members: with yourself");
        assertThat(harness.refused(Rooms.JOIN, SERVER, new Rooms.Join(PRIVATE_ROOM)))
                .isEqualTo("FORBIDDEN: the host app's server is a member of no room");
        assertThat(harness.refused(Rooms.ADD, SERVER, new Rooms.Add(PRIVATE_ROOM, SERVER.user())))
                .startsWith("BAD_REQUEST: user: yourself");
        assertThat(harness.refused(Rooms.LEAVE, SERVER, new Rooms.Leave(PRIVATE_ROOM)))
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void serverReadsEveryRoom() {
        harness.store.appendUnchecked(privateRoom(BOB));
        assertThat(harness.ok(Access.SUBSCRIBE, SERVER, new Access.Subscribe(PRIVATE_ROOM)))
                .isEqualTo(new Access.SubscriptionAllowed(PRIVATE_ROOM, 1));
        assertThat(history(PRIVATE_ROOM)).hasSize(1);
        assertThat(members(PRIVATE_ROOM)).hasSize(2);
    }

    @Test
    void missingRoomIsNotFoundForTheServer() {
        String missing = "NOT_FOUND: no such room";
        assertThat(harness.refused(Access.SUBSCRIBE, SERVER, new Access.Subscribe(MISSING_ROOM)))
                .isEqualTo(missing);
        assertThat(harness.refused(Messages.HISTORY, SERVER, new Messages.History(MISSING_ROOM, null, null, null)))
                .isEqualTo(missing);
        assertThat(harness.refused(Rooms.MEMBERS, SERVER, new Rooms.Members(MISSING_ROOM)))
                .isEqualTo(missing);
    }
}
