// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PRIVATE_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.privateRoom;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static dev.hubbub.access.store.AccessFixtures.roleChanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.lists.RoomLists.Info;
import dev.hubbub.contract.lists.RoomLists.Mine;
import dev.hubbub.contract.lists.RoomLists.RoomList;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of rooms over the bus: ann and bob talk in one room of two. */
@ExtendWith(VertxExtension.class)
final class AccessVerticleListTest {
    private AccessHarness harness;

    @BeforeEach
    void talk(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(privateRoom(BOB));
        harness.store.appendUnchecked(publicRoom(BOB));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "one"));
        harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "two"));
    }

    private RoomList list(Caller caller, Mine page) {
        return harness.ok(RoomLists.MINE, caller, page);
    }

    private RoomLists.Rows rows(Caller caller, List<RoomId> rooms, List<RoomId> changed) {
        return result(harness.bus.call(RoomLists.ROWS, new RoomLists.RowsOf(caller.user(), rooms, changed)));
    }

    @Test
    void rowHasWhatTheUserHasToReadAndTheLastMessage() {
        Info info = list(BOB, new Mine()).rooms().get(0);
        assertThat(info.room()).isEqualTo(PUBLIC_ROOM);
        assertThat(List.of(info.role(), info.members())).containsExactly(Role.MEMBER, 2);
        assertThat(List.of(info.seq(), info.read(), info.unread(), info.mentions()))
                .containsExactly(3L, 1L, 2L, 0L);
        assertThat(List.of(info.last().seq(), info.last().sender(), info.last().text()))
                .containsExactly(3L, ANN.user(), "two");
        assertThat(info.at()).isEqualTo(info.last().at());
        assertThat(info.marked()).isNull();
    }

    @Test
    void lastMessageHasTheProfileOfItsSender() {
        assertThat(list(BOB, new Mine()).rooms().get(0).last().profile()).isNull();
        Profile ann = new Profile("Ann", null, "host");
        result(harness.bus.call(Records.PUT, UserRecords.put(ANN.user(), ann)));
        Info listed = list(BOB, new Mine()).rooms().get(0);
        assertThat(listed.last().profile()).isEqualTo(ann);
        assertThat(rows(BOB, List.of(PUBLIC_ROOM), null).rooms()).containsExactly(listed);
    }

    @Test
    void pagesFollowOneAnother() {
        RoomList first = list(BOB, new Mine(1, null));
        assertThat(first.rooms()).extracting(Info::room).containsExactly(PUBLIC_ROOM);
        RoomList second = list(BOB, new Mine(1, first.next()));
        assertThat(second.rooms()).extracting(Info::room).containsExactly(PRIVATE_ROOM);
        assertThat(second.rooms().get(0).last()).isNull();
        assertThat(second.next()).isNull();
    }

    @Test
    void listShowsTheCursorAndTheFlagsAtOnce() {
        harness.ok(Reads.READ, BOB, new Reads.Read(PUBLIC_ROOM, 2L));
        harness.ok(Reads.MARK, BOB, new Reads.Mark(PUBLIC_ROOM, true, true, true, true));
        Info info = list(BOB, new Mine()).rooms().get(0);
        assertThat(List.of(info.read(), info.unread())).containsExactly(2L, 1L);
        assertThat(List.of(info.marked(), info.pinned(), info.muted(), info.archived()))
                .containsOnly(true);
        assertThat(list(ANN, new Mine()).rooms().get(0).pinned())
                .as("of bob only")
                .isNull();
    }

    @Test
    void whoIsInvitedSeesNoMessage() {
        harness.store.appendUnchecked(MembershipEntry.INVITED.entry(PUBLIC_ROOM, ANN, new MemberContent(EVE.user())));
        Info info = list(EVE, new Mine()).rooms().get(0);
        assertThat(info.role()).isEqualTo(Role.INVITED);
        assertThat(info.last()).isNull();
        assertThat(info.unread() + info.read()).isZero();
    }

    @Test
    void roomThatHasChangedIsAskedItself() {
        int before = harness.store.descriptions().size();
        assertThat(rows(BOB, List.of(PRIVATE_ROOM, PUBLIC_ROOM), null).rooms())
                .extracting(Info::room)
                .containsExactly(PRIVATE_ROOM, PUBLIC_ROOM);
        assertThat(harness.store.descriptions()).hasSize(before);
        harness.store.appendUnchecked(roleChanged(PUBLIC_ROOM, BOB, Role.MODERATOR));
        assertThat(rows(BOB, List.of(PRIVATE_ROOM, PUBLIC_ROOM), List.of(PUBLIC_ROOM))
                        .rooms())
                .extracting(Info::role)
                .containsExactly(Role.MEMBER, Role.MODERATOR);
        assertThat(harness.store.descriptions()).hasSize(before + 1);
    }

    @Test
    void rowsOfRoomsInWhichTheUserIsNotAreLeftOut() {
        RoomLists.Rows rows = rows(EVE, List.of(PRIVATE_ROOM, MISSING_ROOM), List.of(PRIVATE_ROOM));
        assertThat(rows).isEqualTo(new RoomLists.Rows(List.of(), List.of()));
    }

    @Test
    void malformedPagesAreRefused() {
        for (JsonObject body : List.of(
                new JsonObject().put("limit", 0),
                new JsonObject().put("limit", 1_001),
                new JsonObject().put("limit", "many"))) {
            assertThat(harness.malformed(RoomLists.MINE, ANN, body)).startsWith("BAD_REQUEST: limit");
        }
        for (Object after : List.of("no cursor", "e30", "x".repeat(8_193), 7, new JsonObject().put("$ne", ""))) {
            assertThat(harness.malformed(RoomLists.MINE, ANN, new JsonObject().put("after", after)))
                    .startsWith("BAD_REQUEST: after");
        }
        List<RoomId> tooMany = Collections.nCopies(RoomLists.MAX_ROWS + 1, PUBLIC_ROOM);
        assertThatThrownBy(() -> new RoomLists.RowsOf(ANN.user(), tooMany, null))
                .hasMessageStartingWith("rooms: 101");
    }
}
