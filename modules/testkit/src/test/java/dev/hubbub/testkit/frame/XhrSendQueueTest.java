// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class XhrSendQueueTest {
    private final XhrSendQueue queue = new XhrSendQueue();

    @Test
    void bodiesStayWithinTheLimitsOfTheHub() {
        IntStream.range(0, 1_001).forEach(i -> queue.add("x"));
        assertThat(queue.take().toJsonArray()).hasSize(1_000);
        assertThat(queue.take().toString()).isEqualTo("[\"x\"]");
        assertThat(queue.isEmpty()).isTrue();

        IntStream.range(0, 100).forEach(i -> queue.add("é".repeat(1_000)));
        int taken = 0;
        while (!queue.isEmpty()) {
            int bytes = queue.take().length();
            assertThat(bytes).isLessThanOrEqualTo(65_536);
            taken += bytes;
        }
        assertThat(taken).isGreaterThan(200_000);
    }

    @Test
    void messageThatIsTooLargeGoesAlone() {
        queue.add("x".repeat(70_000));
        queue.add("y");
        assertThat(queue.take().length()).isEqualTo(70_004);
        assertThat(queue.take().toString()).isEqualTo("[\"y\"]");
    }
}
