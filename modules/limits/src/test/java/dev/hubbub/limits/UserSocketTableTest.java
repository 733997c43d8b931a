// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

import static dev.hubbub.limits.LimitsFixtures.ANN;
import static dev.hubbub.limits.LimitsFixtures.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.limits.Limits.AcquireSocket;
import dev.hubbub.contract.limits.Limits.HeldSockets;
import dev.hubbub.contract.limits.Limits.HoldSockets;
import dev.hubbub.contract.limits.Limits.ReleaseSocket;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.limits.UserSocketTable.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leases of 8 s, two sockets a user; the clock starts at 0. */
class UserSocketTableTest {
    private final UserSocketTable table = new UserSocketTable(8_000, 0);

    private void report(String node, long now, Long... sockets) {
        table.hold(new HoldSockets(0, node, List.of(new HeldSockets(ANN.user(), List.of(sockets)))), now);
    }

    private boolean acquire(Caller caller, String node, long socket, long now) {
        return table.acquire(new AcquireSocket(caller.user(), node, socket, 2, false), now)
                .acquired();
    }

    private List<Socket> displace(String node, long socket, long now) {
        return table.acquire(new AcquireSocket(ANN.user(), node, socket, 2, true), now)
                .displaced();
    }

    @Test
    void socketsOfAllNodesCount() {
        report("n1", 0, 1L);
        report("n2", 0, 2L);
        assertThat(acquire(ANN, "n3", 3, 0)).isFalse();
        assertThat(acquire(BOB, "n3", 3, 0)).isTrue();
        report("n2", 10);
        assertThat(acquire(ANN, "n3", 3, 10)).isTrue();
    }

    @Test
    void acquiredSocketCountsBeforeItIsReported() {
        assertThat(acquire(ANN, "n1", 1, 0)).isTrue();
        assertThat(acquire(ANN, "n2", 2, 0)).isTrue();
        assertThat(acquire(ANN, "n1", 3, 0)).isFalse();
        report("n1", 100); // was sent before the socket was acquired
        assertThat(acquire(ANN, "n1", 3, 100)).isFalse();
    }

    @Test
    void sameSocketCountsOnce() {
        acquire(ANN, "n1", 1, 0);
        assertThat(acquire(ANN, "n1", 1, 0)).as("asked again").isTrue();
        report("n1", 100, 1L);
        assertThat(acquire(ANN, "n2", 2, 100)).isTrue();
    }

    @Test
    void socketOfAFailedLoginIsForgottenWithTheNextReport() {
        acquire(ANN, "n1", 1, 0);
        acquire(ANN, "n1", 2, 0);
        report("n1", 1_000, 2L);
        assertThat(acquire(ANN, "n2", 3, 1_000)).isTrue();
        assertThat(table.pending()).isEqualTo(1);
    }

    @Test
    void unreportedSocketIsForgottenAfterTheLease() {
        acquire(ANN, "n1", 1, 0);
        acquire(ANN, "n1", 2, 0);
        table.sweep(7_999);
        assertThat(acquire(ANN, "n2", 3, 7_999)).isFalse();
        table.sweep(8_000);
        assertThat(table.pending()).isZero();
        assertThat(acquire(ANN, "n2", 3, 8_000)).isTrue();
    }

    @Test
    void reportedSocketIsGoneWhenTheNextReportLacksIt() {
        acquire(ANN, "n1", 1, 0);
        acquire(ANN, "n1", 2, 0);
        report("n1", 100, 1L, 2L);
        report("n1", 200, 2L);
        assertThat(acquire(ANN, "n1", 3, 200)).isTrue();
    }

    @Test
    void socketsOfADeadNodeCountNoLongerThanItsLease() {
        report("n1", 0, 1L, 2L);
        assertThat(acquire(ANN, "n2", 3, 7_999)).isFalse();
        assertThat(acquire(ANN, "n2", 3, 8_000)).isTrue();
    }

    @Test
    void reportWithoutSocketsOfAUserEndsThem() {
        report("n1", 0, 1L, 2L);
        assertThat(table.reportedBy("n1")).isEqualTo(2);
        report("n1", 10);
        assertThat(table.reports()).as("nothing is kept of the node").isZero();
        assertThat(table.reportedBy("n1")).isZero();
        assertThat(acquire(ANN, "n2", 5, 10)).isTrue();
        assertThat(acquire(ANN, "n2", 6, 10)).isTrue();
    }

    @Test
    void oldestSocketMakesRoomOnAnyNode() {
        report("n1", 0, 10L);
        report("n2", 0, 20L);
        assertThat(displace("n2", 30, 0)).containsExactly(new Socket("n1", 10));
        assertThat(displace("n1", 40, 10))
                .as("a displaced socket is not displaced twice")
                .containsExactly(new Socket("n2", 20));
        assertThat(acquire(ANN, "n1", 50, 10)).as("two came, two go").isFalse();
        report("n1", 100, 40L);
        report("n2", 100, 30L);
        assertThat(table.pending()).isZero();
        assertThat(displace("n1", 60, 200)).containsExactly(new Socket("n2", 30));
    }

    @Test
    void socketThatStaysIsDisplacedAgainAfterALease() {
        report("n1", 0, 10L, 11L);
        displace("n2", 30, 0);
        report("n1", 7_000, 10L, 11L);
        report("n2", 7_000, 30L);
        table.sweep(8_000);
        assertThat(displace("n2", 40, 8_000)).containsExactly(new Socket("n1", 10), new Socket("n1", 11));
    }

    private boolean release(String node, long socket, long now) {
        return table.release(new ReleaseSocket(ANN.user(), node, socket), now);
    }

    @Test
    void closedSocketCountsNoMoreAtOnce() {
        report("n1", 0, 1L, 2L);
        assertThat(release("n1", 1, 10)).isTrue();
        assertThat(acquire(ANN, "n2", 3, 10)).isTrue();
        assertThat(acquire(ANN, "n2", 4, 10)).isFalse();
    }

    @Test
    void reloadsBetweenTwoReportsAreNoNewSockets() {
        for (long socket = 1; socket <= 50; socket++) {
            assertThat(acquire(ANN, "n1", socket, socket)).isTrue();
            assertThat(release("n1", socket, socket)).isTrue();
        }
        report("n1", 100);
        assertThat(table.pending()).isZero();
    }

    @Test
    void reportThatWasSentBeforeTheCloseBringsNothingBack() {
        acquire(ANN, "n1", 1, 0);
        acquire(ANN, "n1", 2, 0);
        release("n1", 1, 10);
        report("n1", 11, 1L, 2L);
        assertThat(acquire(ANN, "n2", 3, 12)).isTrue();
    }

    @Test
    void socketThatDoesNotCountIsNotReleased() {
        assertThat(release("n1", 7, 0)).isFalse();
        report("n1", 10, 1L);
        assertThat(release("n2", 1, 10)).as("of another node").isFalse();
        assertThat(release("n1", 1, 10)).isTrue();
        assertThat(release("n1", 1, 10)).as("again").isFalse();
        assertThat(table.pending()).isEqualTo(1);
    }
}
