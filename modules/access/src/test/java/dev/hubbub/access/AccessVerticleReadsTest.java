// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Mark;
import dev.hubbub.contract.reads.Reads.Marked;
import dev.hubbub.contract.reads.Reads.Position;
import dev.hubbub.contract.reads.Reads.Read;
import dev.hubbub.contract.reads.Reads.ReadList;
import dev.hubbub.contract.reads.Reads.ReadsOf;
import dev.hubbub.contract.reads.Reads.UserRead;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.Privacy;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.testkit.bus.BusRequest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was read, over the bus: a room of ann, bob and cyn with four messages of ann, 2 to 5. */
@ExtendWith(VertxExtension.class)
final class AccessVerticleReadsTest {
    private static final Caller CYN = Caller.of("cyn");

    private final LinkedBlockingQueue<Hints.ToRooms> inRooms = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Hints.ToUsers> ofUsers = new LinkedBlockingQueue<>();
    private AccessHarness harness;

    @BeforeEach
    void talk(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        result(harness.bus.subscribe(Hints.TO_ROOMS, inRooms::add));
        result(harness.bus.subscribe(Hints.TO_USERS, ofUsers::add));
        harness.store.appendUnchecked(publicRoom(BOB, CYN));
        for (int i = 0; i < 4; i++) {
            harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "text " + i));
        }
    }

    private static Mark mark(Boolean unread, Boolean pinned) {
        return new Mark(PUBLIC_ROOM, unread, pinned, null, null);
    }

    @Test
    void memberReadsAndOthersAreTold() throws Exception {
        assertThat(harness.ok(Reads.READ, BOB, new Read(PUBLIC_ROOM, 3L))).isEqualTo(new Position(PUBLIC_ROOM, 3, 2));

        Hints.ToRooms told = inRooms.poll(5, SECONDS);
        assertThat(told.rooms()).containsExactly(PUBLIC_ROOM);
        assertThat(told.hint().event()).isEqualTo("read");
        assertThat(told.hint().fields()).containsEntry("user", "bob").containsKeys("seq", "at");
        assertThat(ofUsers.poll(5, SECONDS).users()).containsExactly(BOB.user());
    }

    @Test
    void entryBeyondTheHeadIsRefused() {
        assertThat(harness.refused(Reads.READ, BOB, new Read(PUBLIC_ROOM, 6L)))
                .isEqualTo("BAD_REQUEST: seq: 6 (expected: 1 to 5)");
        assertThat(harness.records.cursor(BOB.user(), PUBLIC_ROOM)).isZero();
    }

    @Test
    void strangersGetTheOneRefusal() {
        for (var room : List.of(PUBLIC_ROOM, MISSING_ROOM)) {
            assertThat(harness.refused(Reads.READ, EVE, new Read(room, 1L))).isEqualTo(ACCESS_DENIED);
            assertThat(harness.refused(Reads.READS, EVE, new ReadsOf(room))).isEqualTo(ACCESS_DENIED);
            assertThat(harness.refused(Reads.MARK, EVE, new Mark(room, true, null, null, null)))
                    .isEqualTo(ACCESS_DENIED);
        }
        assertThat(harness.records.cursor(EVE.user(), PUBLIC_ROOM)).isZero();
    }

    @Test
    void serverReadsTheListAndHasNoCursor() {
        String refusal = "FORBIDDEN: only members read a room or mark it";
        assertThat(harness.refused(Reads.READ, SERVER, new Read(PUBLIC_ROOM, 1L)))
                .isEqualTo(refusal);
        assertThat(harness.refused(Reads.MARK, SERVER, mark(true, null))).isEqualTo(refusal);
        assertThat(harness.ok(Reads.READS, SERVER, new ReadsOf(PUBLIC_ROOM)).reads())
                .extracting(UserRead::user)
                .containsExactly(ANN.user());
    }

    @Test
    void listHasThoseWhoHaveReadInPages() {
        harness.ok(Reads.READ, BOB, new Read(PUBLIC_ROOM, 3L));
        harness.ok(Reads.READ, CYN, new Read(PUBLIC_ROOM, 4L));

        ReadList first = harness.ok(Reads.READS, ANN, new ReadsOf(PUBLIC_ROOM, null, null, 2));
        ReadList second = harness.ok(Reads.READS, ANN, new ReadsOf(PUBLIC_ROOM, null, first.next(), 2));

        assertThat(first.reads()).extracting(UserRead::user).containsExactly(ANN.user(), BOB.user());
        assertThat(first.next()).isEqualTo(BOB.user());
        assertThat(second.reads()).extracting(UserRead::seq).containsExactly(4L);
        assertThat(second.next()).isNull();
    }

    @Test
    void listOfOneMessageHasThoseWhoHaveReadIt() {
        harness.ok(Reads.READ, BOB, new Read(PUBLIC_ROOM, 3L));
        harness.ok(Reads.READ, CYN, new Read(PUBLIC_ROOM, 4L));

        assertThat(harness.ok(Reads.READS, BOB, new ReadsOf(PUBLIC_ROOM, 4L, null, null))
                        .reads())
                .extracting(UserRead::user)
                .contains(CYN.user())
                .doesNotContain(BOB.user());
    }

    @Test
    void listLeavesOutWhoDoesNotShowIt() {
        harness.ok(Reads.READ, BOB, new Read(PUBLIC_ROOM, 5L));
        result(harness.records.put(
                UserRecords.PRIVACY.put(UserRecords.key(UserRecords.PRIVACY, BOB.user()), new Privacy(null, false))));

        assertThat(harness.ok(Reads.READS, ANN, new ReadsOf(PUBLIC_ROOM)).reads())
                .extracting(UserRead::user)
                .doesNotContain(BOB.user());
        assertThat(harness.ok(Reads.READS, BOB, new ReadsOf(PUBLIC_ROOM)).reads())
                .extracting(UserRead::user)
                .contains(BOB.user());
    }

    @Test
    void listLeavesOutWhoIsNoMemberAnyMore() {
        harness.ok(Reads.READ, BOB, new Read(PUBLIC_ROOM, 5L));
        harness.ok(Moderation.BAN, ANN, new Moderation.Ban(PUBLIC_ROOM, BOB.user(), null));

        assertThat(harness.ok(Reads.READS, ANN, new ReadsOf(PUBLIC_ROOM)).reads())
                .extracting(UserRead::user)
                .containsExactly(ANN.user());
    }

    @Test
    void marksAreKeptAndTold() throws Exception {
        assertThat(harness.ok(Reads.MARK, BOB, mark(true, null)))
                .isEqualTo(new Marked(PUBLIC_ROOM, true, false, false, false));
        assertThat(harness.ok(Reads.MARK, BOB, mark(null, true)))
                .isEqualTo(new Marked(PUBLIC_ROOM, true, true, false, false));
        assertThat(harness.ok(Reads.MARK, CYN, mark(null, null)))
                .isEqualTo(new Marked(PUBLIC_ROOM, false, false, false, false));

        Hints.ToUsers told = ofUsers.poll(5, SECONDS);
        assertThat(told.users()).containsExactly(BOB.user());
        assertThat(told.hint().event()).isEqualTo("marked");
        assertThat(told.hint().fields()).containsEntry("unread", true).containsEntry("room", "lobby");
    }

    @Test
    void malformedRequestsAreRefused() {
        JsonObject room = new JsonObject().put("room", "lobby");
        assertThat(harness.malformed(Reads.READ, BOB, room)).startsWith("BAD_REQUEST: seq");
        assertThat(harness.malformed(Reads.READ, BOB, room.copy().put("seq", 0)))
                .isEqualTo("BAD_REQUEST: seq: 0 (expected: 1 or more)");
        assertThat(harness.malformed(Reads.READ, BOB, room.copy().put("seq", 1.5)))
                .startsWith("BAD_REQUEST: seq");
        assertThat(harness.malformed(Reads.READS, BOB, room.copy().put("limit", 1_001)))
                .isEqualTo("BAD_REQUEST: limit: 1001 (expected: 1 to 1000)");
        assertThat(harness.malformed(Reads.READS, BOB, room.copy().put("after", "a b")))
                .startsWith("BAD_REQUEST: ");
        assertThat(harness.malformed(Reads.MARK, BOB, room.copy().put("pinned", "yes")))
                .startsWith("BAD_REQUEST: pinned");
    }

    @Test
    void cursorOfAnotherUserIsOutOfReach() {
        JsonObject body = new JsonObject().put("room", "lobby").put("seq", 5).put("user", "cyn");
        result(BusRequest.ask(harness.bus.vertx(), Reads.READ, Shard.of(PUBLIC_ROOM.value()), BOB, body));

        assertThat(harness.records.cursor(BOB.user(), PUBLIC_ROOM)).isEqualTo(5);
        assertThat(harness.records.cursor(CYN.user(), PUBLIC_ROOM)).isZero();
    }
}
