// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

import static dev.hubbub.limits.LimitsFixtures.ANN;
import static dev.hubbub.limits.LimitsFixtures.BOB;
import static dev.hubbub.limits.LimitsFixtures.done;
import static dev.hubbub.limits.LimitsFixtures.shard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.limits.Limits.AcquireSocket;
import dev.hubbub.contract.limits.Limits.HeldSockets;
import dev.hubbub.contract.limits.Limits.HoldSockets;
import dev.hubbub.contract.limits.Limits.Leased;
import dev.hubbub.contract.limits.Limits.ReleaseSocket;
import dev.hubbub.contract.limits.Limits.SocketAcquired;
import dev.hubbub.contract.limits.Limits.UpdateSockets;
import dev.hubbub.contract.value.Caller;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two sockets may wait for a report at a time, and three may be reported. */
class UserSocketQuotaTest {
    private final AtomicLong clock = new AtomicLong(100_000);
    private final UserSocketQuota sockets = new UserSocketQuota(
            new SocketSettings(8_000, 3_000, 2, 3), clock::get, shard -> shard != this.lost, displaced -> {});
    private int lost = -1;

    private boolean isAcquired(Caller caller, long socket) {
        return acquire(caller, socket).acquired();
    }

    private SocketAcquired acquire(Caller caller, long socket) {
        return done(sockets.acquire(new AcquireSocket(caller.user(), "n1", socket, 5, false)));
    }

    private static HoldSockets report(String node, Long... numbers) {
        return new HoldSockets(shard(ANN), node, List.of(new HeldSockets(ANN.user(), List.of(numbers))));
    }

    @Test
    void gatewaysCountTooUntilAllHaveReported() {
        sockets.sweep();
        clock.addAndGet(2_999);
        assertThat(acquire(ANN, 1).settling()).isTrue();
        clock.addAndGet(1);
        assertThat(acquire(ANN, 2).settling()).isNull();
        lost = shard(ANN);
        sockets.sweep();
        lost = -1;
        sockets.sweep();
        assertThat(acquire(ANN, 3).settling()).as("the shard has come back").isTrue();
    }

    @Test
    void closesThatComeAllAtOnceLeaveRoomForNewSockets() {
        done(sockets.hold(report("n1", 1L, 2L, 3L)));
        assertThat(release(1)).isTrue();
        assertThat(release(2)).isTrue();
        assertThat(release(3)).as("the next report says so").isFalse();
    }

    private boolean release(long socket) {
        return done(sockets.release(new ReleaseSocket(ANN.user(), "n1", socket)))
                .released();
    }

    @Test
    void tooManyPendingSocketsAreRefusedUntilReported() {
        assertThat(isAcquired(ANN, 1)).isTrue();
        assertThat(isAcquired(BOB, 2)).isTrue();
        assertThatThrownBy(() -> isAcquired(ANN, 3)).hasMessageStartingWith("UNAVAILABLE: too many sockets");
        assertThat(sockets.pending()).isEqualTo(2);

        done(sockets.hold(report("n1", 1L)));
        sockets.sweep();

        assertThat(sockets.pending()).isEqualTo(1);
        assertThat(sockets.reported()).isEqualTo(1);
        assertThat(isAcquired(ANN, 3)).isTrue();
    }

    @Test
    void unreportedSocketIsForgottenAfterTheLease() {
        isAcquired(ANN, 1);
        isAcquired(BOB, 2);
        clock.addAndGet(8_000);
        sockets.sweep();
        assertThat(sockets.pending()).isZero();
        assertThat(isAcquired(ANN, 3)).isTrue();
    }

    @Test
    void reportsBeyondTheBoundAreRefusedUntilOthersEnd() {
        assertThat(done(sockets.hold(report("n1", 1L, 2L))).leaseMillis()).isEqualTo(8_000);
        assertThatThrownBy(() -> sockets.hold(report("n2", 3L, 4L)))
                .hasMessageStartingWith("UNAVAILABLE: too many sockets are open");
        done(sockets.hold(report("n1", 1L, 2L, 3L)));
        assertThat(sockets.reported()).isEqualTo(3);
        assertThat(sockets.reports()).isEqualTo(1);
        clock.addAndGet(8_000);
        sockets.sweep();
        assertThat(sockets.reported()).isZero();
        done(sockets.hold(report("n2", 3L, 4L)));
    }

    @Test
    void reportOfAShardElsewhereOrOfOtherUsersIsRefused() {
        assertThatThrownBy(() -> sockets.hold(
                        new HoldSockets(shard(ANN), "n1", List.of(new HeldSockets(BOB.user(), List.of(1L))))))
                .hasMessage("BAD_REQUEST: sockets: not all of users of shard " + shard(ANN));
        lost = shard(ANN);
        assertThatThrownBy(() -> sockets.hold(report("n1", 1L))).hasMessageStartingWith("UNAVAILABLE: shard ");
        assertThatThrownBy(() -> acquire(ANN, 1)).hasMessageStartingWith("UNAVAILABLE: shard ");
    }

    private Leased update(long from, long version, Long... numbers) {
        return done(sockets.update(new UpdateSockets(
                shard(ANN), "n1", from, version, List.of(new HeldSockets(ANN.user(), List.of(numbers))))));
    }

    private Leased holdVersion(long version, Long... numbers) {
        return done(sockets.hold(
                new HoldSockets(shard(ANN), "n1", List.of(new HeldSockets(ANN.user(), List.of(numbers))), version)));
    }

    private Leased renew(long version) {
        return done(sockets.update(new UpdateSockets(shard(ANN), "n1", version, version, List.of())));
    }

    @Test
    void updateChangesWhatWasReported() {
        assertThat(holdVersion(1, 1L)).isEqualTo(new Leased(8_000, 1L));
        assertThat(update(1, 2, 1L, 2L)).isEqualTo(new Leased(8_000, 2L));
        assertThat(sockets.reported()).isEqualTo(2);
        assertThat(update(2, 3, 2L).version()).isEqualTo(3);
        assertThat(sockets.reported()).isEqualTo(1);
        assertThat(update(3, 4).version()).isEqualTo(4);
        assertThat(sockets.reports()).as("nothing is left of the node").isZero();
    }

    @Test
    void signOfLifeRenewsTheLease() {
        holdVersion(1, 1L);
        clock.addAndGet(7_999);
        renew(1);
        clock.addAndGet(7_999);
        sockets.sweep();
        assertThat(sockets.reported()).isEqualTo(1);
        clock.addAndGet(1);
        sockets.sweep();
        assertThat(sockets.reported()).isZero();
        assertThat(renew(1).version()).as("the report is to come again").isZero();
    }

    @Test
    void lostUpdateIsNoticed() {
        holdVersion(1, 1L);
        assertThat(update(2, 3, 1L, 2L).version()).isEqualTo(1);
        assertThat(sockets.reported()).isEqualTo(1);
        assertThat(holdVersion(4, 1L, 2L).version()).isEqualTo(4);
        assertThat(holdVersion(3, 1L).version()).as("overtaken").isEqualTo(4);
        assertThat(sockets.reported()).isEqualTo(2);
    }

    @Test
    void updateBeyondTheBoundIsRefused() {
        holdVersion(1, 1L, 2L, 3L);
        assertThatThrownBy(() -> update(1, 2, 1L, 2L, 3L, 4L)).hasMessageStartingWith("UNAVAILABLE: too many sockets");
        assertThat(update(1, 2, 2L, 3L, 4L).version()).as("no more than before").isEqualTo(2);
    }

    @Test
    void updateOfUsersOfAnotherShardIsRefused() {
        UpdateSockets wrong =
                new UpdateSockets((shard(ANN) + 1) % 32, "n1", 1, 2, List.of(new HeldSockets(ANN.user(), List.of(1L))));
        assertThatThrownBy(() -> sockets.update(wrong)).hasMessageStartingWith("BAD_REQUEST: sockets");
    }
}
