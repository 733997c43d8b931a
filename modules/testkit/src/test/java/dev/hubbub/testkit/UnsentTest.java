// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UnsentTest {
    private final Unsent unsent = new Unsent();

    @Test
    void bodiesHoldAtMostTheMessagesAndBytesThatTheHubTakes() {
        IntStream.range(0, 1_001).forEach(i -> unsent.add("x"));
        assertThat(unsent.take().toJsonArray()).hasSize(1_000);
        assertThat(unsent.take().toString()).isEqualTo("[\"x\"]");
        assertThat(unsent.isEmpty()).isTrue();

        IntStream.range(0, 100).forEach(i -> unsent.add("é".repeat(1_000)));
        int taken = 0;
        while (!unsent.isEmpty()) {
            int bytes = unsent.take().length();
            assertThat(bytes).isLessThanOrEqualTo(65_536);
            taken += bytes;
        }
        assertThat(taken).isGreaterThan(200_000);
    }

    @Test
    void messageThatIsTooLargeGoesAlone() {
        unsent.add("x".repeat(70_000));
        unsent.add("y");
        assertThat(unsent.take().length()).isEqualTo(70_004);
        assertThat(unsent.take().toString()).isEqualTo("[\"y\"]");
    }
}
