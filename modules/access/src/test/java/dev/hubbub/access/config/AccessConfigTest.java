// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.config.AccessConfig.Adders;
import dev.hubbub.access.config.AccessConfig.Adding;
import dev.hubbub.access.config.AccessConfig.Creators;
import org.junit.jupiter.api.Test;

class AccessConfigTest {
    @Test
    void defaultsLetAnyoneCreate() {
        assertThat(AccessConfig.defaults())
                .isEqualTo(new AccessConfig(Creators.ANYONE, new Adding(Adders.ANYONE, 100), 1000, 1000, 65_536));
    }

    @Test
    void errorsNameTheKeyTheValueAndTheExpectation() {
        assertThatThrownBy(() -> new AccessConfig(Creators.CLAIM, Adding.UNLIMITED, -1, 0, 10))
                .hasMessage("rooms.maxMembers: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new AccessConfig(Creators.CLAIM, Adding.UNLIMITED, 1, -1, 10))
                .hasMessage("rooms.maxPerUser: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new AccessConfig(Creators.CLAIM, Adding.UNLIMITED, 1, 0, -1))
                .hasMessage("messages.maxTextBytes: -1 (expected: >= 1)");
        assertThatThrownBy(() -> AccessConfig.defaults().withMaxSignals(101))
                .hasMessage("rooms.maxSignals: 101 (expected: 0 to 100)");
        assertThatThrownBy(() -> AccessConfig.defaults().withMaxSignals(-1))
                .hasMessage("rooms.maxSignals: -1 (expected: 0 to 100)");
        assertThatThrownBy(() -> new AccessConfig(null, Adding.UNLIMITED, 1, 1, 1))
                .hasMessage("rooms.creators: missing (expected: anyone, claim or server)");
    }

    @Test
    void whomUsersMayAddIsChecked() {
        assertThatThrownBy(() -> new Adding(null, 1))
                .hasMessage("rooms.adding: missing (expected: server, shared or anyone)");
        assertThatThrownBy(() -> new Adding(Adders.ANYONE, 1_001))
                .hasMessage("rooms.strangersPerHour: 1001 (expected: 0 to 1000)");
        assertThat(Adders.SHARED).hasToString("shared");
    }

    @Test
    void zeroMaxMembersMeansNoLimit() {
        assertThat(new AccessConfig(Creators.CLAIM, Adding.UNLIMITED, 0, 0, 10).maxMembers())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void creatorsAreWrittenInLowerCase() {
        assertThat(Creators.ANYONE).hasToString("anyone");
    }
}
