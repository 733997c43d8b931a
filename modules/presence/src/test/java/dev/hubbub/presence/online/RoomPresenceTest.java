// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.presence.Presence.InRoomQuery;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.ManualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomPresenceTest {
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final RoomPresence presence = new RoomPresence(services);

    @Test
    void largeRoomsAreShownInPart() {
        List<UserId> members = new ArrayList<>(users(ANN));
        for (int n = 0; n < 1_500; n++) {
            members.add(new UserId("u" + n));
        }
        services.room(LOBBY, members);
        assertThat(done(presence.list(ANN, new InRoomQuery(LOBBY))).users())
                .hasSize(RoomPresence.MAX_MEMBERS)
                .anyMatch(state -> state.user().equals(ANN.user()));
    }

    @Test
    void lastSeenIsShownForOfflineMembers() {
        services.room(LOBBY, users(ANN, BOB));
        done(services.storeLastSeen(BOB.user(), ManualClock.START));
        assertThat(done(presence.list(ANN, new InRoomQuery(LOBBY))).users())
                .filteredOn(state -> state.user().equals(BOB.user()))
                .singleElement()
                .satisfies(state -> assertThat(state.lastSeen()).isEqualTo(ManualClock.START));
    }
}
