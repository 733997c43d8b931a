// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.result;
import static dev.hubbub.access.store.AccessFixtures.roomOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Rooms.Join;
import dev.hubbub.contract.rooms.Rooms.Leave;
import dev.hubbub.contract.rooms.Rooms.MemberList;
import dev.hubbub.contract.rooms.Rooms.Members;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ann owns a public channel that bob reads; eve is no member. */
@ExtendWith(VertxExtension.class)
class AccessVerticleChannelTest {
    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(roomOf(RoomKind.CHANNEL, BOB));
    }

    private List<String> events() {
        return harness.store.events(PUBLIC_ROOM);
    }

    private MemberList members(String after, Integer limit) {
        return harness.ok(
                Rooms.MEMBERS,
                ANN,
                new Members(PUBLIC_ROOM, after == null ? null : Caller.of(after).user(), limit));
    }

    private static List<String> users(MemberList list) {
        return list.members().stream().map(member -> member.user().value()).toList();
    }

    @Test
    void userJoinsAndLeavesWithoutAnEntry() {
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "news"));
        Rooms.Joined joined = harness.ok(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM));
        assertThat(joined).isEqualTo(new Rooms.Joined(PUBLIC_ROOM, 2, Role.MEMBER));
        assertThat(harness.ok(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM)).seq())
                .as("again")
                .isEqualTo(2);
        assertThat(harness.refused(Messages.SEND, EVE, message(PUBLIC_ROOM, "spam")))
                .isEqualTo("FORBIDDEN: only owners and moderators send messages");
        assertThat(harness.ok(Rooms.LEAVE, EVE, new Leave(PUBLIC_ROOM)).seq()).isEqualTo(2);
        assertThat(harness.refused(Rooms.LEAVE, EVE, new Leave(PUBLIC_ROOM))).isEqualTo(ACCESS_DENIED);
        assertThat(events()).containsExactly("created", "message");
    }

    @Test
    void whatOthersDoToAMemberAndWhatModeratorsDoIsAnEntry() {
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(PUBLIC_ROOM, EVE.user()));
        harness.ok(Moderation.ROLE, ANN, new Moderation.SetRole(PUBLIC_ROOM, BOB.user(), Role.MODERATOR));
        harness.ok(Rooms.KICK, BOB, new Rooms.Kick(PUBLIC_ROOM, EVE.user()));
        harness.ok(Rooms.LEAVE, BOB, new Leave(PUBLIC_ROOM));
        assertThat(events()).containsExactly("created", "joined", "role", "removed", "left");
    }

    @Test
    void bannedUserDoesNotJoinAndIsListedAmongTheBans() {
        harness.ok(Moderation.BAN, ANN, new Moderation.Ban(PUBLIC_ROOM, EVE.user(), null));
        assertThat(harness.refused(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM)))
                .isEqualTo("FORBIDDEN: you are banned from this room");
        assertThat(harness.ok(Moderation.BANS, ANN, new Moderation.Bans(PUBLIC_ROOM))
                        .bans())
                .extracting(ban -> ban.user().value())
                .containsExactly("eve");
        assertThat(users(members(null, null))).containsExactly("ann", "bob");
        harness.ok(Moderation.UNBAN, ANN, new Moderation.Unban(PUBLIC_ROOM, EVE.user()));
        harness.ok(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM));
    }

    @Test
    void moderatorWhoWasMadeOneMeanwhileLeavesWithAnEntry() {
        harness.ok(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM));
        harness.ok(Moderation.ROLE, ANN, new Moderation.SetRole(PUBLIC_ROOM, EVE.user(), Role.MODERATOR));
        harness.ok(Messages.SEND, EVE, message(PUBLIC_ROOM, "news"));
        harness.ok(Rooms.LEAVE, EVE, new Leave(PUBLIC_ROOM));
        assertThat(harness.refused(Messages.SEND, EVE, message(PUBLIC_ROOM, "late")))
                .isEqualTo(ACCESS_DENIED);
    }

    @Test
    void membersAreListedPageByPageInRoomsOfAllKinds() {
        harness.ok(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM));
        MemberList first = members(null, 2);
        assertThat(users(first)).containsExactly("ann", "bob");
        assertThat(first.next()).isEqualTo(BOB.user());
        MemberList second = members("bob", 2);
        assertThat(users(second)).containsExactly("eve");
        assertThat(second.next()).isNull();
        assertThat(harness.refused(Rooms.MEMBERS, Caller.of("zoe"), new Members(PUBLIC_ROOM)))
                .isEqualTo(ACCESS_DENIED);
        JsonObject room = new JsonObject().put("room", "lobby");
        assertThat(harness.malformed(Rooms.MEMBERS, ANN, room.copy().put("limit", 1_001)))
                .startsWith("BAD_REQUEST: limit: 1001 (expected: 1 to 1000)");
        assertThat(harness.malformed(Rooms.MEMBERS, ANN, room.copy().put("after", "a b")))
                .startsWith("BAD_REQUEST");
    }

    @Test
    void subscriberIsNotToldThePresenceOfTheMembers() {
        assertThat(harness.ok(Access.SUBSCRIBE, BOB, new Access.Subscribe(PUBLIC_ROOM))
                        .quiet())
                .isTrue();
    }

    @Test
    void joinIsJudgedAgainWhenTheUserIsBannedMeanwhile() {
        harness.store.beforeChange(() -> harness.store.appendUnchecked(
                MembershipEntry.BANNED.entry(PUBLIC_ROOM, ANN, new MemberContent(EVE.user()))));
        assertThat(harness.refused(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM)))
                .isEqualTo("FORBIDDEN: you are banned from this room");
        assertThat(harness.ok(Rooms.MEMBERS, SERVER, new Members(PUBLIC_ROOM)).members())
                .extracting(Member::user)
                .doesNotContain(EVE.user());
    }

    @Test
    void membersReadAndTheListOfWhoHasComesPageByPage() throws Exception {
        LinkedBlockingQueue<Hints.ToRooms> told = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Hints.ToUsers> own = new LinkedBlockingQueue<>();
        result(harness.bus.subscribe(Hints.TO_ROOMS, told::add));
        result(harness.bus.subscribe(Hints.TO_USERS, own::add));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "old news"));
        harness.ok(Rooms.JOIN, EVE, new Join(PUBLIC_ROOM));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "news"));

        assertThat(harness.ok(Reads.READ, EVE, new Reads.Read(PUBLIC_ROOM, 1L)))
                .as("what came before the join is not unread")
                .isEqualTo(new Reads.Position(PUBLIC_ROOM, 2, 1));
        assertThat(harness.ok(Reads.READ, BOB, new Reads.Read(PUBLIC_ROOM, 3L)))
                .isEqualTo(new Reads.Position(PUBLIC_ROOM, 3, 0));
        assertThat(own.poll(5, SECONDS)).isNotNull();
        assertThat(told).as("followers are not told").isEmpty();
        List<UserId> read = new ArrayList<>();
        UserId after = null;
        do {
            Reads.ReadList page = harness.ok(Reads.READS, ANN, new Reads.ReadsOf(PUBLIC_ROOM, null, after, 1));
            page.reads().forEach(each -> read.add(each.user()));
            after = page.next();
        } while (after != null);
        assertThat(read).containsExactly(ANN.user(), BOB.user(), EVE.user());
        assertThat(harness.refused(Reads.READS, Caller.of("zoe"), new Reads.ReadsOf(PUBLIC_ROOM)))
                .isEqualTo(ACCESS_DENIED);
    }
}
