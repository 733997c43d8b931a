// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NodeLossWatchTest {
    private List<String> members = List.of("a", "b");
    private int losses;
    private final NodeLossWatch watch = new NodeLossWatch(new NodeLossDetector(() -> members), () -> losses++);

    @Test
    void lossIsToldOnceOthersServeWhatTheNodeDid() {
        watch.tick(0);
        members = List.of("a");
        watch.tick(250);
        watch.tick(249 + NodeLossDetector.SETTLE_MILLIS);
        assertThat(losses).isZero();
        watch.tick(250 + NodeLossDetector.SETTLE_MILLIS);
        assertThat(losses).isEqualTo(1);
        watch.tick(60_000);
        assertThat(losses).isEqualTo(1);
    }

    @Test
    void nodeThatJoinsIsNoLoss() {
        watch.tick(0);
        members = List.of("a", "b", "c");
        watch.tick(250);
        watch.tick(60_000);
        assertThat(losses).isZero();
    }
}
