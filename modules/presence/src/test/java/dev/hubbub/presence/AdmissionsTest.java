// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.Cast.ANN;
import static dev.hubbub.presence.Cast.BOB;
import static dev.hubbub.presence.Cast.LOBBY;
import static dev.hubbub.presence.Cast.done;
import static dev.hubbub.presence.Cast.failure;
import static dev.hubbub.presence.Cast.users;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionsTest {
    private final HeldTime time = new HeldTime();
    private final FakeNeighbours neighbours = new FakeNeighbours();
    private final Admissions admissions = new Admissions(neighbours, time);

    @Test
    void aPermissionIsAskedForAgainAfterTwoSeconds() {
        neighbours.room(LOBBY, users(ANN));
        done(admissions.admit(ANN, LOBBY));
        time.pass(1_999);
        done(admissions.admit(ANN, LOBBY));
        assertThat(neighbours.admissions()).isEqualTo(1);
        neighbours.room(LOBBY, users(BOB));
        time.pass(1);
        assertThat(failure(admissions.admit(ANN, LOBBY))).startsWith("FORBIDDEN");
    }

    @Test
    void aRefusalIsNotKept() {
        assertThat(failure(admissions.admit(ANN, LOBBY))).startsWith("FORBIDDEN");
        neighbours.room(LOBBY, users(ANN));
        assertThat(done(admissions.admit(ANN, LOBBY)).room()).isEqualTo(LOBBY);
    }
}
