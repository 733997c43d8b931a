// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserDigestTest {
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    @Test
    void orderDoesNotMatter() {
        assertThat(UserDigest.of(List.of(ANN, BOB))).isEqualTo(UserDigest.of(List.of(BOB, ANN)));
    }

    @Test
    void otherUsersHaveAnotherDigest() {
        assertThat(Set.of(
                        UserDigest.of(List.of()),
                        UserDigest.of(List.of(ANN)),
                        UserDigest.of(List.of(BOB)),
                        UserDigest.of(List.of(ANN, BOB))))
                .hasSize(4);
    }

    @Test
    void statusOtherThanOnlineCounts() {
        assertThat(UserDigest.of(Map.of(ANN, PresenceStatus.ONLINE))).isEqualTo(UserDigest.of(List.of(ANN)));
        assertThat(Set.of(
                        UserDigest.of(Map.of(ANN, PresenceStatus.ONLINE)),
                        UserDigest.of(Map.of(ANN, PresenceStatus.AWAY)),
                        UserDigest.of(Map.of(ANN, PresenceStatus.INVISIBLE))))
                .hasSize(3);
    }

    /** The published value of FNV-1a with 64 bits for "a". */
    @Test
    void itIsTheSumOfFnvHashes() {
        assertThat(UserDigest.of(List.of())).isEqualTo("0000000000000000");
        assertThat(UserDigest.of(List.of(new UserId("a")))).isEqualTo("af63dc4c8601ec8c");
    }
}
