// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.EVE;
import static dev.hubbub.access.Cast.LOBBY;
import static dev.hubbub.access.Cast.MAKER;
import static dev.hubbub.access.Cast.SERVER;
import static dev.hubbub.access.Cast.lobby;
import static dev.hubbub.access.Cast.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.AccessConfig.Creators;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AccessSettingsTest {
    private static final Rooms.Create TEA = new Rooms.Create("Tea", null, null, null);

    @Test
    void withClaimOnlyTokensThatSaySoCreate(Vertx vertx) {
        AccessHub hub = new AccessHub(vertx, new AccessConfig(Creators.CLAIM, 10, 10, 10));
        assertThat(hub.refused(Rooms.CREATE, ANN, TEA)).startsWith("FORBIDDEN");
        assertThat(hub.ok(Rooms.CREATE, MAKER, TEA).seq()).isEqualTo(1);
        assertThat(hub.ok(Rooms.CREATE, SERVER, TEA).seq()).isEqualTo(1);
    }

    @Test
    void withServerOnlyTheHostAppCreatesUnderIdsOfItsOwn(Vertx vertx) {
        AccessHub hub = new AccessHub(vertx, new AccessConfig(Creators.SERVER, 10, 10, 10));
        Rooms.Create chosen = new Rooms.Create("Tea", null, null, LOBBY);
        assertThat(hub.refused(Rooms.CREATE, MAKER, TEA)).startsWith("FORBIDDEN");
        assertThat(hub.ok(Rooms.CREATE, SERVER, chosen)).isEqualTo(new Rooms.Created(LOBBY, 1));
        assertThat(hub.refused(Rooms.CREATE, SERVER, chosen)).startsWith("CONFLICT");
    }

    @Test
    void limitsAreTheConfiguredOnes(Vertx vertx) {
        AccessHub hub = new AccessHub(vertx, new AccessConfig(Creators.ANYONE, 2, 2, 5));
        hub.log.force(lobby(BOB));
        assertThat(hub.refused(Rooms.JOIN, EVE, new Rooms.Join(LOBBY))).isEqualTo("FORBIDDEN: room is full");
        assertThat(hub.ok(Messages.SEND, ANN, say(LOBBY, "12345")).seq()).isEqualTo(2);
        assertThat(hub.refused(Messages.SEND, ANN, say(LOBBY, "123456"))).startsWith("TOO_LARGE");
    }
}
