// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.bench.peer.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    @Test
    void serversThatNoGoalComparesAreMeasuredOnce() {
        AllRun.Rounds rounds = new AllRun.Rounds(3, List.of());

        assertThat(rounds.includes(0, Peer.STOCK)).isTrue();
        assertThat(rounds.includes(1, Peer.STOCK)).isFalse();
        assertThat(rounds.includes(2, Peer.HUB)).isTrue();
    }

    @Test
    void serversThatAreNamedAreMeasuredInEachRound() {
        assertThat(new AllRun.Rounds(3, List.of(Peer.STOCK)).includes(2, Peer.STOCK))
                .isTrue();
    }
}
