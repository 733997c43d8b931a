// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.store.AccessFixtures;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Entries about another user than their sender say how that user is shown. */
@ExtendWith(VertxExtension.class)
final class AccessVerticleProfilesTest {
    private AccessHarness harness;

    @BeforeEach
    void harness(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(AccessFixtures.publicRoom());
        AccessFixtures.result(
                harness.bus.call(Records.PUT, UserRecords.put(BOB.user(), new Profile("Bob", null, null))));
    }

    private Entry newest(RoomId room) {
        return AccessFixtures.result(harness.bus.call(MessageLog.READ, new MessageLog.Read(room, 1, 100, true)))
                .entries()
                .stream()
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void userWhoIsAddedOrRemovedIsShown() {
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(PUBLIC_ROOM, BOB.user()));
        assertThat(newest(PUBLIC_ROOM).fields()).containsEntry(Entry.USER_PROFILE, Map.of("name", "Bob"));
        harness.ok(Rooms.KICK, ANN, new Rooms.Kick(PUBLIC_ROOM, BOB.user()));
        assertThat(newest(PUBLIC_ROOM).event()).isEqualTo("removed");
        assertThat(newest(PUBLIC_ROOM).fields()).containsEntry(Entry.USER_PROFILE, Map.of("name", "Bob"));
    }

    @Test
    void ownerForWhomTheServerMakesARoomIsShown() {
        RoomId room = new RoomId("shop");
        harness.ok(Rooms.CREATE, SERVER, new Rooms.Create("Shop", List.of(), null, room).ownedBy(BOB.user()));
        assertThat(newest(room).fields()).containsEntry(Entry.USER_PROFILE, Map.of("name", "Bob"));
    }

    @Test
    void senderIsShownOnceAndWhoIsUnknownNot() {
        harness.ok(Rooms.JOIN, BOB, new Rooms.Join(PUBLIC_ROOM));
        assertThat(newest(PUBLIC_ROOM).fields()).doesNotContainKey(Entry.USER_PROFILE);
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(PUBLIC_ROOM, EVE.user()));
        assertThat(newest(PUBLIC_ROOM).fields()).doesNotContainKey(Entry.USER_PROFILE);
    }
}
