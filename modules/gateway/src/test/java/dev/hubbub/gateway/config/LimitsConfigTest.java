// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.gateway.config.GatewayConfig.Http;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LimitsConfigTest {
    @Test
    void defaultsAreThoseOfTheProtocol() {
        assertThat(LimitsConfig.DEFAULTS)
                .isEqualTo(new LimitsConfig(30, 10, 10, 50, 200, 5, "refuse", 50, 200, 30, 50));
        assertThat(LimitsConfig.DEFAULTS.closesOldest()).isFalse();
        assertThat(new LimitsConfig(null, null, null, null, null, null, "close-oldest", null, null, null, null)
                        .closesOldest())
                .isTrue();
    }

    @Test
    void valuesOutOfBoundsNameTheKey() {
        assertThatThrownBy(() -> new LimitsConfig(-1, null, null, null, null, null, null, null, null, null, null))
                .hasMessage("limits.messagesPerMinute: -1 (expected: 0 to 600000)");
        assertThatThrownBy(() -> new LimitsConfig(null, 0, null, null, null, null, null, null, null, null, null))
                .hasMessage("limits.messageBurst: 0 (expected: 1 to 600000)");
        assertThatThrownBy(() -> new LimitsConfig(null, null, null, 10_001, null, null, null, null, null, null, null))
                .hasMessage("limits.requestsPerSecond: 10001 (expected: 0 to 10000)");
        assertThatThrownBy(() -> new LimitsConfig(null, null, null, null, null, null, "oldest", null, null, null, null))
                .hasMessage("limits.socketsFull: oldest (expected: refuse or close-oldest)");
    }

    @Test
    void proxiesAreAddressesOrRanges() {
        assertThat(new Http(null, null, null, null, List.of("10.0.0.0/8", "::1"), null, null).proxies())
                .hasSize(2);
        assertThatThrownBy(() -> new Http(null, null, null, null, List.of("localhost"), null, null))
                .hasMessage("http.trustedProxies: localhost (expected: an IP address, or a range such as 10.0.0.0/8)");
    }
}
