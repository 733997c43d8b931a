// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.limits;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.shard;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.presence.Presence.AcquireSocket;
import dev.hubbub.contract.presence.Presence.Held;
import dev.hubbub.contract.presence.Presence.Report;
import dev.hubbub.contract.presence.Presence.SocketAcquired;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.presence.testing.ManualClock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two sockets may wait for a report at a time. */
class UserSocketQuotaTest {
    private final ManualClock clock = new ManualClock();
    private final UserSocketQuota sockets = new UserSocketQuota(
            new SocketSettings(8_000, 3_000, 2), clock, shard -> shard != this.lost, displaced -> {});
    private int lost = -1;

    private boolean isAdmitted(Caller caller, long socket) {
        return acquire(caller, socket).admitted();
    }

    private SocketAcquired acquire(Caller caller, long socket) {
        return done(sockets.acquire(new AcquireSocket(caller.user(), "n1", socket, 5, false)));
    }

    @Test
    void gatewaysCountTooUntilAllHaveReported() {
        sockets.sweep();
        clock.advance(2_999);
        assertThat(acquire(ANN, 1).settling()).isTrue();
        clock.advance(1);
        assertThat(acquire(ANN, 2).settling()).isNull();
        lost = shard(ANN);
        sockets.sweep();
        lost = -1;
        sockets.sweep();
        assertThat(acquire(ANN, 3).settling()).as("the shard has come back").isTrue();
    }

    @Test
    void tooManyPendingSocketsAreRefusedUntilReported() {
        assertThat(isAdmitted(ANN, 1)).isTrue();
        assertThat(isAdmitted(BOB, 2)).isTrue();
        assertThatThrownBy(() -> isAdmitted(ANN, 3)).hasMessageStartingWith("UNAVAILABLE: too many sockets");
        assertThat(sockets.pending()).isEqualTo(2);

        sockets.report(new Report(shard(ANN), "n1", users(ANN), List.of(new Held(ANN.user(), List.of(1L)))));
        sockets.sweep();

        assertThat(sockets.pending()).isEqualTo(1);
        assertThat(sockets.reported()).isEqualTo(1);
        assertThat(isAdmitted(ANN, 3)).isTrue();
    }

    @Test
    void unreportedSocketIsForgottenAfterTheLease() {
        isAdmitted(ANN, 1);
        isAdmitted(BOB, 2);
        clock.advance(8_000);
        sockets.sweep();
        assertThat(sockets.pending()).isZero();
        assertThat(isAdmitted(ANN, 3)).isTrue();
    }
}
