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
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Rights;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ann owns a public room with bob; eve is no member. */
@ExtendWith(VertxExtension.class)
class AccessVerticleModerationTest {
    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB));
    }

    private static Moderation.SetRole role(Caller user, Role role) {
        return new Moderation.SetRole(PUBLIC_ROOM, user.user(), role);
    }

    private static Moderation.Ban ban(Caller user, Integer seconds) {
        return new Moderation.Ban(PUBLIC_ROOM, user.user(), seconds);
    }

    private static Moderation.Mute mute(Caller user, int seconds) {
        return new Moderation.Mute(PUBLIC_ROOM, user.user(), seconds);
    }

    private String roleOf(Caller user) {
        return harness.ok(Rooms.MEMBERS, SERVER, new Rooms.Members(PUBLIC_ROOM)).members().stream()
                .filter(member -> member.user().equals(user.user()))
                .map(Member::role)
                .map(Role::name)
                .findFirst()
                .orElse("none");
    }

    @Test
    void ownerMakesAModeratorWhoLooksAfterMembersAndGivesNoRoles() {
        harness.ok(Rooms.JOIN, EVE, new Rooms.Join(PUBLIC_ROOM));
        harness.ok(Moderation.ROLE, ANN, role(BOB, Role.MODERATOR));
        assertThat(roleOf(BOB)).isEqualTo("moderator");
        harness.ok(Moderation.MUTE, BOB, mute(EVE, 60));
        assertThat(harness.refused(Moderation.ROLE, BOB, role(EVE, Role.OBSERVER)))
                .isEqualTo("FORBIDDEN: only a stronger role gives roles");
        assertThat(harness.refused(Moderation.MUTE, BOB, mute(ANN, 60)))
                .isEqualTo("FORBIDDEN: only a stronger role mutes a member");
        assertThat(harness.ok(Moderation.ROLE, ANN, role(BOB, Role.MODERATOR)).seq())
                .as("the same again changes nothing")
                .isEqualTo(1);
    }

    @Test
    void ownerHandsTheRoomOver() {
        assertThat(harness.refused(Moderation.ROLE, ANN, role(ANN, Role.MEMBER)))
                .startsWith("CONFLICT: the last owner");
        assertThat(harness.refused(Rooms.LEAVE, ANN, new Rooms.Leave(PUBLIC_ROOM)))
                .startsWith("CONFLICT: you are the last owner");
        harness.ok(Moderation.ROLE, ANN, role(BOB, Role.OWNER));
        harness.ok(Moderation.ROLE, ANN, role(ANN, Role.MEMBER));
        assertThat(roleOf(ANN) + " " + roleOf(BOB)).isEqualTo("member owner");
        harness.ok(Rooms.LEAVE, ANN, new Rooms.Leave(PUBLIC_ROOM));
    }

    @Test
    void rolesAboveOnesOwnAndOfStrangersAreRefused() {
        assertThat(harness.refused(Moderation.ROLE, BOB, role(BOB, Role.OWNER)))
                .isEqualTo("FORBIDDEN: role: owner (expected: at most your own)");
        assertThat(harness.refused(Moderation.ROLE, ANN, role(EVE, Role.MODERATOR)))
                .isEqualTo("NOT_FOUND: no such member");
        assertThat(harness.refused(Moderation.ROLE, EVE, role(BOB, Role.MODERATOR)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.malformed(
                        Moderation.ROLE,
                        ANN,
                        new JsonObject().put("room", "lobby").put("user", "bob").put("role", "banned")))
                .startsWith("BAD_REQUEST: role: banned (expected: owner or moderator or member or observer)");
        assertThat(roleOf(BOB)).isEqualTo("member");
    }

    @Test
    void bannedUserIsRemovedAndStaysOutUntilTheBanIsLifted() {
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "one"));
        assertThat(harness.ok(Moderation.BAN, ANN, ban(BOB, null)).until()).isNull();
        assertThat(harness.refused(Messages.SEND, BOB, message(PUBLIC_ROOM, "two")))
                .isEqualTo("FORBIDDEN: you are banned from this room");
        assertThat(harness.refused(Rooms.JOIN, BOB, new Rooms.Join(PUBLIC_ROOM)))
                .isEqualTo("FORBIDDEN: you are banned from this room");
        assertThat(harness.refused(Rooms.ADD, ANN, new Rooms.Add(PUBLIC_ROOM, BOB.user())))
                .startsWith("CONFLICT: the user is banned");
        assertThat(roleOf(BOB)).isEqualTo("none");
        assertThat(harness.ok(RoomLists.MINE, BOB, new RoomLists.Mine()).rooms())
                .isEmpty();
        assertThat(harness.ok(Moderation.BANS, ANN, new Moderation.Bans(PUBLIC_ROOM))
                        .bans())
                .containsExactly(new Moderation.BannedUser(BOB.user(), null));

        harness.ok(Moderation.UNBAN, ANN, new Moderation.Unban(PUBLIC_ROOM, BOB.user()));
        assertThat(harness.ok(Rooms.JOIN, BOB, new Rooms.Join(PUBLIC_ROOM)).role())
                .isEqualTo(Role.MEMBER);
        assertThat(harness.refused(Moderation.UNBAN, ANN, new Moderation.Unban(PUBLIC_ROOM, BOB.user())))
                .isEqualTo("NOT_FOUND: no such ban");
    }

    @Test
    void userWhoIsNoMemberIsBannedForATime() {
        assertThat(harness.ok(Moderation.BAN, ANN, ban(EVE, 60)).until()).isNotNull();
        assertThat(harness.refused(Rooms.JOIN, EVE, new Rooms.Join(PUBLIC_ROOM)))
                .startsWith("FORBIDDEN: you are banned until 2");
    }

    @Test
    void bansAreForStrongerRoles() {
        assertThat(harness.refused(Moderation.BAN, BOB, ban(ANN, null)))
                .isEqualTo("FORBIDDEN: only a stronger role bans a user");
        assertThat(harness.refused(Moderation.BAN, EVE, ban(BOB, null))).isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Moderation.BAN, ANN, ban(ANN, null))).startsWith("FORBIDDEN: only a stronger");
        assertThat(harness.refused(Moderation.BANS, BOB, new Moderation.Bans(PUBLIC_ROOM)))
                .isEqualTo("FORBIDDEN: only owners and moderators ban users");
        assertThat(harness.refused(Moderation.UNBAN, EVE, new Moderation.Unban(PUBLIC_ROOM, BOB.user())))
                .isEqualTo(ACCESS_DENIED);
        harness.ok(Moderation.BAN, SERVER, ban(ANN, 60));
    }

    @Test
    void mutedMemberReadsAndDoesNotSend() {
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "one"));
        assertThat(harness.ok(Moderation.MUTE, ANN, mute(BOB, 60)).until()).isNotNull();
        assertThat(harness.refused(Messages.SEND, BOB, message(PUBLIC_ROOM, "two")))
                .startsWith("FORBIDDEN: you are muted until 2");
        harness.ok(Messages.HISTORY, BOB, new Messages.History(PUBLIC_ROOM, null, null, null));
        harness.ok(Moderation.ROLE, ANN, role(BOB, Role.OBSERVER));
        harness.ok(Moderation.ROLE, ANN, role(BOB, Role.MEMBER));
        assertThat(harness.refused(Messages.SEND, BOB, message(PUBLIC_ROOM, "three")))
                .as("another role does not end it")
                .startsWith("FORBIDDEN: you are muted");
        assertThat(harness.ok(Moderation.MUTE, ANN, mute(BOB, 0)).until()).isNull();
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "four"));
    }

    @Test
    void mutesAreForStrongerRolesAndForMembers() {
        assertThat(harness.refused(Moderation.MUTE, BOB, mute(ANN, 60))).startsWith("FORBIDDEN: only a stronger");
        assertThat(harness.refused(Moderation.MUTE, EVE, mute(BOB, 60))).isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Moderation.MUTE, ANN, mute(EVE, 60))).isEqualTo("NOT_FOUND: no such member");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"user\":\"bob\",\"seconds\":-1}", "{\"user\":\"bob\",\"seconds\":31622401}", "{\"seconds\":5}"
            })
    void malformedBansAndMutesAreRefused(String body) {
        JsonObject json = new JsonObject(body).put("room", "lobby");
        assertThat(harness.malformed(Moderation.MUTE, ANN, json)).startsWith("BAD_REQUEST");
        assertThat(harness.malformed(Moderation.BAN, ANN, json)).startsWith("BAD_REQUEST");
        assertThat(roleOf(BOB)).isEqualTo("member");
    }

    @Test
    void serverLetsUsersJoinAPrivateRoomAndTakesItBack() {
        harness.store.appendUnchecked(privateRoom());
        Moderation.Allow eve = new Moderation.Allow(PRIVATE_ROOM, EVE.user());
        assertThat(harness.refused(Rooms.JOIN, EVE, new Rooms.Join(PRIVATE_ROOM)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.ok(Moderation.ALLOW, SERVER, eve).role()).isEqualTo(Role.INVITED);
        assertThat(harness.refused(Messages.HISTORY, EVE, new Messages.History(PRIVATE_ROOM, null, null, null)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.ok(RoomLists.MINE, EVE, new RoomLists.Mine()).rooms())
                .extracting(RoomLists.Info::role)
                .containsExactly(Role.INVITED);
        assertThat(harness.ok(Rooms.JOIN, EVE, new Rooms.Join(PRIVATE_ROOM)).role())
                .isEqualTo(Role.MEMBER);
        assertThat(harness.ok(Moderation.ALLOW, SERVER, eve).role()).isEqualTo(Role.MEMBER);
        harness.ok(Rooms.KICK, SERVER, new Rooms.Kick(PRIVATE_ROOM, EVE.user()));
        assertThat(harness.refused(Rooms.JOIN, EVE, new Rooms.Join(PRIVATE_ROOM)))
                .isEqualTo(ACCESS_DENIED);
        harness.ok(Moderation.ALLOW, SERVER, eve);
        harness.ok(Rooms.LEAVE, EVE, new Rooms.Leave(PRIVATE_ROOM));
        assertThat(harness.refused(Rooms.JOIN, EVE, new Rooms.Join(PRIVATE_ROOM)))
                .as("declined")
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void onlyTheServerSaysWhoMayJoin() {
        assertThat(harness.refused(Moderation.ALLOW, ANN, new Moderation.Allow(PUBLIC_ROOM, EVE.user())))
                .isEqualTo("FORBIDDEN: only the host app's server says who may join");
        assertThat(harness.refused(Moderation.ALLOW, EVE, new Moderation.Allow(PUBLIC_ROOM, EVE.user())))
                .as("a stranger learns nothing")
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.malformed(Moderation.ALLOW, SERVER, new JsonObject().put("room", "lobby")))
                .startsWith("BAD_REQUEST: user");
    }

    @Test
    void callersAreToldTheirRightsAndTheServerWhy() {
        assertThat(harness.ok(Rights.MAY, BOB, new Rights.May(PUBLIC_ROOM)).rights())
                .containsExactly(Right.READ, Right.SEND, Right.SIGNAL, Right.REACT, Right.LEAVE);
        assertThat(harness.ok(Rights.MAY, EVE, new Rights.May(PUBLIC_ROOM)).rights())
                .containsExactly(Right.JOIN);
        harness.ok(Moderation.MUTE, ANN, mute(BOB, 60));
        Rights.Explanation explained = harness.ok(Rights.EXPLAIN, SERVER, new Rights.Explain(PUBLIC_ROOM, BOB.user()));
        assertThat(explained.role()).isEqualTo(Role.MEMBER);
        assertThat(explained.rights())
                .filteredOn(reason -> reason.right() == Right.SEND)
                .allMatch(reason -> !reason.allowed() && reason.reason().startsWith("FORBIDDEN: you are muted until"));
    }

    @Test
    void rightsInAClosedRoomAndThoseOfOthersAreNotTold() {
        harness.ok(Moderation.BAN, ANN, ban(BOB, null));
        assertThat(harness.refused(Rights.MAY, BOB, new Rights.May(PUBLIC_ROOM)))
                .isEqualTo("FORBIDDEN: you are banned from this room");
        assertThat(harness.refused(Rights.EXPLAIN, ANN, new Rights.Explain(PUBLIC_ROOM, BOB.user())))
                .isEqualTo("FORBIDDEN: only the host app's server asks about others");
        assertThat(harness.malformed(Rights.MAY, ANN, new JsonObject().put("room", ".")))
                .startsWith("BAD_REQUEST: room");
        assertThat(harness.malformed(Rights.EXPLAIN, SERVER, new JsonObject().put("room", "lobby")))
                .startsWith("BAD_REQUEST: user");
    }
}
