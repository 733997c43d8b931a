// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.Cast.ANN;
import static dev.hubbub.presence.Cast.BOB;
import static dev.hubbub.presence.Cast.done;
import static dev.hubbub.presence.Cast.shard;
import static dev.hubbub.presence.Cast.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.Caller;
import dev.hubbub.contract.Presence.Admit;
import dev.hubbub.contract.Presence.Held;
import dev.hubbub.contract.Presence.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two sockets may be on their way at a time. */
class SocketAdmissionsTest {
    private final HeldTime time = new HeldTime();
    private final SocketAdmissions sockets = new SocketAdmissions(8_000, time, new FakeNeighbours(), shard -> true, 2);

    private boolean admit(Caller caller, long socket) {
        return done(sockets.admit(new Admit(caller.user(), "n1", socket, 5, false)))
                .admitted();
    }

    @Test
    void moreThanMayBeOnTheirWayAreRefusedUntilReportsHaveThem() {
        assertThat(admit(ANN, 1)).isTrue();
        assertThat(admit(BOB, 2)).isTrue();
        assertThatThrownBy(() -> admit(ANN, 3)).hasMessageStartingWith("UNAVAILABLE: too many sockets");
        assertThat(sockets.pending()).isEqualTo(2);

        sockets.report(new Report(shard(ANN), "n1", users(ANN), List.of(new Held(ANN.user(), List.of(1L)))));
        sockets.sweep();

        assertThat(sockets.pending()).isEqualTo(1);
        assertThat(sockets.reported()).isEqualTo(1);
        assertThat(admit(ANN, 3)).isTrue();
    }

    @Test
    void whatNobodyReportsIsForgottenWithTheLease() {
        admit(ANN, 1);
        admit(BOB, 2);
        time.pass(8_000);
        sockets.sweep();
        assertThat(sockets.pending()).isZero();
        assertThat(admit(ANN, 3)).isTrue();
    }
}
