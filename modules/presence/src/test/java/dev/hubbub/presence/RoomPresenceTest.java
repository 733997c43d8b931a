// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.Cast.ANN;
import static dev.hubbub.presence.Cast.BOB;
import static dev.hubbub.presence.Cast.LOBBY;
import static dev.hubbub.presence.Cast.done;
import static dev.hubbub.presence.Cast.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.presence.Presence.InRoomQuery;
import dev.hubbub.contract.value.UserId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomPresenceTest {
    private final FakeNeighbours neighbours = new FakeNeighbours();
    private final RoomPresence presence = new RoomPresence(neighbours);

    @Test
    void bigRoomsAreShownInPart() {
        List<UserId> members = new ArrayList<>(users(ANN));
        for (int n = 0; n < 1_500; n++) {
            members.add(new UserId("u" + n));
        }
        neighbours.room(LOBBY, members);
        assertThat(done(presence.list(ANN, new InRoomQuery(LOBBY))).users())
                .hasSize(RoomPresence.MAX_MEMBERS)
                .anyMatch(state -> state.user().equals(ANN.user()));
    }

    @Test
    void theLastVisitIsShownOfThoseWhoAreAway() {
        neighbours.room(LOBBY, users(ANN, BOB));
        done(neighbours.remember(BOB.user(), HeldTime.START));
        assertThat(done(presence.list(ANN, new InRoomQuery(LOBBY))).users())
                .filteredOn(state -> state.user().equals(BOB.user()))
                .singleElement()
                .satisfies(state -> assertThat(state.lastSeen()).isEqualTo(HeldTime.START));
    }
}
