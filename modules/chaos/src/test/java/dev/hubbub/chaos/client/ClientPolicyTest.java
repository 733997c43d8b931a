// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Clients reconnect as the close codes in PROTOCOL.md say. */
final class ClientPolicyTest {
    private final ClientPolicy policy = ClientPolicy.DEFAULT;

    @RepeatedTest(20)
    void immediateReconnectWaitsARandomTimeOfUpToASecond() {
        assertThat(policy.reconnectDelayMillis(1001, 0)).isBetween(1L, 1_000L);
        assertThat(policy.reconnectDelayMillis(4008, 0)).isBetween(1L, 1_000L);
    }

    @RepeatedTest(20)
    void backoffDoublesUpToALimit() {
        assertThat(policy.reconnectDelayMillis(1006, 0)).isBetween(1L, 1_000L);
        assertThat(policy.reconnectDelayMillis(4429, 2)).isBetween(1L, 4_000L);
        assertThat(policy.reconnectDelayMillis(1006, 100)).isBetween(1L, 30_000L);
        assertThat(policy.reconnectDelayMillis(1001, 3)).isBetween(1L, 8_000L);
    }

    @Test
    void finalCloseCodesPreventReconnecting() {
        assertThat(policy.reconnectDelayMillis(4400, 0)).isEqualTo(-1);
        assertThat(policy.reconnectDelayMillis(4401, 0)).isEqualTo(-1);
        assertThat(policy.reconnectDelayMillis(4403, 0)).isEqualTo(-1);
    }
}
