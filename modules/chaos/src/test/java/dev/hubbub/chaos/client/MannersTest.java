// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Clients come back as PROTOCOL.md's close codes say. */
final class MannersTest {
    private final Manners manners = Manners.DEFAULT;

    @RepeatedTest(20)
    void atOnceIsAfterARandomWaitOfUpToASecond() {
        assertThat(manners.waitMillis(1001, 0)).isBetween(1L, 1_000L);
        assertThat(manners.waitMillis(4008, 0)).isBetween(1L, 1_000L);
    }

    @RepeatedTest(20)
    void laterDoublesUpToABound() {
        assertThat(manners.waitMillis(1006, 0)).isBetween(1L, 1_000L);
        assertThat(manners.waitMillis(4429, 2)).isBetween(1L, 4_000L);
        assertThat(manners.waitMillis(1006, 100)).isBetween(1L, 30_000L);
        assertThat(manners.waitMillis(1001, 3)).isBetween(1L, 8_000L);
    }

    @Test
    void whoeverIsSentAwayForGoodStaysAway() {
        assertThat(manners.waitMillis(4400, 0)).isEqualTo(-1);
        assertThat(manners.waitMillis(4401, 0)).isEqualTo(-1);
        assertThat(manners.waitMillis(4403, 0)).isEqualTo(-1);
    }
}
