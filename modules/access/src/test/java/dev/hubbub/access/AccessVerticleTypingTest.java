// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.newRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of whom others are told that it types: bob follows rooms of ann. */
@ExtendWith(VertxExtension.class)
class AccessVerticleTypingTest {
    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
    }

    private RoomId room(RoomKind kind) {
        RoomId room =
                harness.ok(Rooms.CREATE, ANN, newRoom(kind, Durability.DURABLE)).room();
        harness.ok(Rooms.JOIN, BOB, new Rooms.Join(room));
        return room;
    }

    private boolean isSilent(Caller caller, RoomId room) {
        return harness.ok(Access.SUBSCRIBE, caller, new Access.Subscribe(room)).isSilent();
    }

    @Test
    void mutedMembersAndObserversAreSilent() {
        RoomId room = room(RoomKind.GROUP);
        assertThat(isSilent(BOB, room)).isFalse();
        harness.ok(Moderation.MUTE, ANN, new Moderation.Mute(room, BOB.user(), 600));
        assertThat(isSilent(BOB, room)).isTrue();
        harness.ok(Moderation.MUTE, ANN, new Moderation.Mute(room, BOB.user(), 0));
        assertThat(isSilent(BOB, room)).isFalse();
        harness.ok(Moderation.ROLE, ANN, new Moderation.SetRole(room, BOB.user(), Role.OBSERVER));
        assertThat(isSilent(BOB, room)).isTrue();
        assertThat(isSilent(SERVER, room)).isFalse();
    }

    @Test
    void readersOfAChannelAreSilent() {
        RoomId news = room(RoomKind.CHANNEL);
        assertThat(isSilent(BOB, news)).isTrue();
        assertThat(isSilent(ANN, news)).isFalse();
    }
}
