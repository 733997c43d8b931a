// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.ROOM_CREATOR;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.AccessConfig.Creators;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AccessVerticleConfigTest {
    private static final Rooms.Create TEA = new Rooms.Create("Tea", null, null, null);

    @Test
    void claimSettingAllowsTokensWithTheGrantToCreate(Vertx vertx) {
        AccessHarness harness =
                new AccessHarness(vertx, new AccessConfig(Creators.CLAIM, AccessConfig.Adding.UNLIMITED, 10, 10, 10));
        assertThat(harness.refused(Rooms.CREATE, ANN, TEA)).startsWith("FORBIDDEN");
        assertThat(harness.ok(Rooms.CREATE, ROOM_CREATOR, TEA).seq()).isEqualTo(1);
        assertThat(harness.ok(Rooms.CREATE, SERVER, TEA).seq()).isEqualTo(1);
    }

    @Test
    void serverSettingAllowsOnlyTheServerToCreateAndChooseIds(Vertx vertx) {
        AccessHarness harness =
                new AccessHarness(vertx, new AccessConfig(Creators.SERVER, AccessConfig.Adding.UNLIMITED, 10, 10, 10));
        Rooms.Create chosen = new Rooms.Create("Tea", null, null, PUBLIC_ROOM);
        assertThat(harness.refused(Rooms.CREATE, ROOM_CREATOR, TEA)).startsWith("FORBIDDEN");
        assertThat(harness.ok(Rooms.CREATE, SERVER, chosen)).isEqualTo(new Rooms.Created(PUBLIC_ROOM, 1));
        Rooms.Create other = new Rooms.Create("Coffee", null, null, PUBLIC_ROOM);
        assertThat(harness.refused(Rooms.CREATE, SERVER, other)).startsWith("CONFLICT");
    }

    @Test
    void configuredLimitsApply(Vertx vertx) {
        AccessHarness harness =
                new AccessHarness(vertx, new AccessConfig(Creators.ANYONE, AccessConfig.Adding.UNLIMITED, 2, 2, 5));
        harness.store.appendUnchecked(publicRoom(BOB));
        assertThat(harness.refused(Rooms.JOIN, EVE, new Rooms.Join(PUBLIC_ROOM)))
                .isEqualTo("FORBIDDEN: room is full");
        assertThat(harness.ok(Messages.SEND, ANN, message(PUBLIC_ROOM, "12345")).seq())
                .isEqualTo(2);
        assertThat(harness.refused(Messages.SEND, ANN, message(PUBLIC_ROOM, "123456")))
                .startsWith("TOO_LARGE");
    }
}
