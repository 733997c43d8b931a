// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.config.JoinHookConfig.Failure;
import org.junit.jupiter.api.Test;

class JoinHookConfigTest {
    @Test
    void hostAppIsNotAskedUnlessThatIsSet() {
        assertThat(AccessConfig.defaults().joinHook()).isEqualTo(JoinHookConfig.OFF);
        assertThat(JoinHookConfig.OFF.on()).isFalse();
    }

    @Test
    void limitsAreChecked() {
        assertThatThrownBy(() -> new JoinHookConfig(true, 9, Failure.OPEN))
                .hasMessage("rooms.joinHookMillis: 9 (expected: 10 to 4000)");
        assertThatThrownBy(() -> new JoinHookConfig(true, 4_001, Failure.OPEN))
                .hasMessage("rooms.joinHookMillis: 4001 (expected: 10 to 4000)");
        assertThatThrownBy(() -> new JoinHookConfig(true, 1_000, null))
                .hasMessage("rooms.joinHookFailure: missing (expected: closed or open)");
    }
}
