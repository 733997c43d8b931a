// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.Cast.ANN;
import static dev.hubbub.presence.Cast.BOB;
import static dev.hubbub.presence.Cast.done;
import static dev.hubbub.presence.Cast.shard;
import static dev.hubbub.presence.Cast.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.presence.Presence.AcquireSocket;
import dev.hubbub.contract.presence.Presence.Held;
import dev.hubbub.contract.presence.Presence.Report;
import dev.hubbub.contract.presence.Presence.SocketAcquired;
import dev.hubbub.contract.value.Caller;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two sockets may be on their way at a time. */
class SocketAdmissionsTest {
    private final HeldTime time = new HeldTime();
    private final Attendance.Setting setting =
            new Attendance.Setting(new PresenceConfig(8_000, 3_000, 5_000), time, 3_000, shard -> shard != this.lost);
    private final SocketAdmissions sockets = new SocketAdmissions(setting, new FakeNeighbours(), 2);
    private int lost = -1;

    private boolean admit(Caller caller, long socket) {
        return verdict(caller, socket).admitted();
    }

    private SocketAcquired verdict(Caller caller, long socket) {
        return done(sockets.admit(new AcquireSocket(caller.user(), "n1", socket, 5, false)));
    }

    @Test
    void untilGatewaysHaveReportedTheyAreToldToCountToo() {
        sockets.sweep();
        time.pass(2_999);
        assertThat(verdict(ANN, 1).settling()).isTrue();
        time.pass(1);
        assertThat(verdict(ANN, 2).settling()).isNull();
        lost = shard(ANN);
        sockets.sweep();
        lost = -1;
        sockets.sweep();
        assertThat(verdict(ANN, 3).settling()).as("the shard has come back").isTrue();
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
