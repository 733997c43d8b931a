// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.newRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rooms whose messages are not stored. */
@ExtendWith(VertxExtension.class)
class AccessVerticleEphemeralTest {
    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
    }

    @Test
    void replyToCreateAndJoinTellsWhetherMessagesAreStored() {
        Rooms.Created made = harness.ok(Rooms.CREATE, ANN, newRoom(RoomKind.GROUP, Durability.EPHEMERAL));
        assertThat(made.durability()).isEqualTo(Durability.EPHEMERAL);
        assertThat(harness.ok(Rooms.JOIN, BOB, new Rooms.Join(made.room())).durability())
                .isEqualTo(Durability.EPHEMERAL);
        Rooms.Created stored = harness.ok(Rooms.CREATE, ANN, newRoom(RoomKind.GROUP, null));
        assertThat(stored.durability()).isEqualTo(Durability.DURABLE);
        assertThat(harness.ok(Rooms.JOIN, BOB, new Rooms.Join(stored.room())).durability())
                .isEqualTo(Durability.DURABLE);
        harness.ok(Messages.SEND, BOB, message(made.room(), "hello"));
    }

    @Test
    void directRoomThatIsThereTellsItToo() {
        Rooms.Create direct = newRoom(RoomKind.DIRECT, Durability.EPHEMERAL);
        for (int i = 0; i < 2; i++) {
            assertThat(harness.ok(Rooms.CREATE, ANN, direct).durability()).isEqualTo(Durability.EPHEMERAL);
        }
    }

    @Test
    void otherDurabilitiesAreRefused() {
        assertThat(harness.refused(Rooms.CREATE, ANN, newRoom(RoomKind.GROUP, new Durability("eternal"))))
                .isEqualTo("BAD_REQUEST: durability: eternal (expected: durable or ephemeral)");
        JsonObject body = new JsonObject().put("name", "Interview");
        assertThat(harness.malformed(Rooms.CREATE, ANN, body.copy().put("durability", "")))
                .startsWith("BAD_REQUEST: durability");
        assertThat(harness.malformed(Rooms.CREATE, ANN, body.copy().put("durability", true)))
                .startsWith("BAD_REQUEST");
    }

    @Test
    void whoJoinsAndLeavesByItselfIsNotInTheLog() {
        Rooms.Created made = harness.ok(Rooms.CREATE, ANN, newRoom(RoomKind.GROUP, Durability.EPHEMERAL));
        harness.ok(Rooms.JOIN, EVE, new Rooms.Join(made.room()));
        harness.ok(Rooms.LEAVE, EVE, new Rooms.Leave(made.room()));
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(made.room(), BOB.user()));
        assertThat(harness.store.events(made.room())).containsExactly("created", "joined");
        assertThat(harness.ok(Rooms.MEMBERS, BOB, new Rooms.Members(made.room()))
                        .members())
                .extracting(member -> member.user() + " " + member.role())
                .containsExactly("ann " + Role.OWNER, "bob " + Role.MEMBER);
    }

    @Test
    void nothingIsStoredOfWhoHasReadOrSent() {
        Rooms.Created made = harness.ok(Rooms.CREATE, ANN, newRoom(RoomKind.GROUP, Durability.EPHEMERAL));
        harness.ok(Rooms.JOIN, BOB, new Rooms.Join(made.room()));
        long sent =
                harness.ok(Messages.SEND, ANN, message(made.room(), "hello")).seq();
        int gets = harness.records.getSizes().size();

        assertThat(harness.ok(Reads.READ, BOB, new Reads.Read(made.room(), sent)))
                .isEqualTo(new Reads.Position(made.room(), sent, 0));
        assertThat(harness.refused(Reads.READ, BOB, new Reads.Read(made.room(), sent + 1)))
                .startsWith("BAD_REQUEST: seq");
        assertThat(harness.refused(Reads.READ, EVE, new Reads.Read(made.room(), sent)))
                .startsWith("FORBIDDEN");
        assertThat(harness.ok(Reads.READS, ANN, new Reads.ReadsOf(made.room())))
                .isEqualTo(new Reads.ReadList(List.of(), null));
        assertThat(harness.records.raises()).as("cursors").isZero();
        assertThat(harness.records.getSizes()).as("questions to the store").hasSize(gets);
    }
}
