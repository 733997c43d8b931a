// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.Cast.ANN;
import static dev.hubbub.presence.Cast.BOB;
import static dev.hubbub.presence.Cast.LOBBY;
import static dev.hubbub.presence.Cast.done;
import static dev.hubbub.presence.Cast.failure;
import static dev.hubbub.presence.Cast.users;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatientNeighboursTest {
    private final HeldTime time = new HeldTime();
    private final FakeNeighbours store = new FakeNeighbours();
    private final PatientNeighbours neighbours = new PatientNeighbours(store, time);

    @BeforeEach
    void talkBefore() {
        store.room(LOBBY, users(ANN));
        done(neighbours.admit(ANN, LOBBY));
        done(neighbours.describe(LOBBY));
    }

    @Test
    void whoWasAdmittedBeforeTheStoreWentAwayStillIs() {
        store.storeAway(true);
        assertThat(done(neighbours.admit(ANN, LOBBY)).room()).isEqualTo(LOBBY);
        assertThat(done(neighbours.describe(LOBBY)).members()).hasSize(1);
        assertThat(failure(neighbours.admit(BOB, LOBBY))).startsWith("UNAVAILABLE");
    }

    @Test
    void tellsHowMuchItKeeps() {
        assertThat(neighbours.admissions()).isEqualTo(1);
        assertThat(neighbours.members()).as("the room, and one member").isEqualTo(2);
    }

    @Test
    void notForever() {
        store.storeAway(true);
        time.pass(LastAnswers.SECONDS * 1_000L);
        assertThat(failure(neighbours.admit(ANN, LOBBY))).startsWith("UNAVAILABLE");
        assertThat(failure(neighbours.describe(LOBBY))).startsWith("UNAVAILABLE");
    }

    @Test
    void aRefusalHoldsAlsoWhenTheStoreGoesAwayAfterIt() {
        store.room(LOBBY, List.of());
        assertThat(failure(neighbours.admit(ANN, LOBBY))).startsWith("FORBIDDEN");
        store.storeAway(true);
        assertThat(failure(neighbours.admit(ANN, LOBBY))).startsWith("UNAVAILABLE");
    }
}
