// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.config.AccessConfig.Creators;
import org.junit.jupiter.api.Test;

class AccessConfigTest {
    @Test
    void defaultsLetAnyoneCreate() {
        assertThat(AccessConfig.defaults()).isEqualTo(new AccessConfig(Creators.ANYONE, 1000, 1000, 65_536));
    }

    @Test
    void errorsNameTheKeyTheValueAndTheExpectation() {
        assertThatThrownBy(() -> new AccessConfig(Creators.CLAIM, -1, 0, 10))
                .hasMessage("rooms.maxMembers: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new AccessConfig(Creators.CLAIM, 1, -1, 10))
                .hasMessage("rooms.maxPerUser: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new AccessConfig(Creators.CLAIM, 1, 0, -1))
                .hasMessage("messages.maxTextBytes: -1 (expected: >= 1)");
        assertThatThrownBy(() -> new AccessConfig(null, 1, 1, 1))
                .hasMessage("rooms.creators: missing (expected: anyone, claim or server)");
    }

    @Test
    void zeroMaxMembersMeansNoLimit() {
        assertThat(new AccessConfig(Creators.CLAIM, 0, 0, 10).maxMembers()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void creatorsAreWrittenInLowerCase() {
        assertThat(Creators.ANYONE).hasToString("anyone");
    }
}
