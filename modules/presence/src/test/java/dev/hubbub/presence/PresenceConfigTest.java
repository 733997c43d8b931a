// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PresenceConfigTest {
    @Test
    void defaultsAreWhatIsDocumented() {
        assertThat(PresenceConfig.defaults()).isEqualTo(new PresenceConfig(5_000, 3_000, 5_000, 300_000));
    }

    @Test
    void refusalsNameTheKeyTheValueAndTheExpectation() {
        assertThatThrownBy(() -> new PresenceConfig(0, 1, 1_000))
                .hasMessage("presence.leaseMillis: 0 (expected: >= 100)");
        assertThatThrownBy(() -> new PresenceConfig(1_000, -1, 1_000))
                .hasMessage("presence.graceMillis: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new PresenceConfig(1_000, 1, 99))
                .hasMessage("presence.typingMillis: 99 (expected: >= 100)");
        assertThatThrownBy(() -> new PresenceConfig(1_000, 1, 100, -1))
                .hasMessage("presence.awayMillis: -1 (expected: >= 0)");
    }
}
