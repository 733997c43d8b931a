// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import dev.hubbub.contract.value.RoomId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two seconds for an ack. */
class AckCheckTest {
    private static final long SECOND = 1_000_000_000;

    private final Recording recording = new Recording();
    private final SendLog sends = recording.addSender("ann", new RoomId("abcdefghij"), 10);

    private void acked(int times, long after) {
        for (int i = 0; i < times; i++) {
            int number = sends.add(0);
            sends.acked(number, number + 1, "2026-01-01T00:00:00Z", after);
        }
    }

    private long late(Duration bound) {
        Findings findings = new Findings();
        AckCheck.check(List.of(recording), bound, findings);
        return findings.count(Violation.LATE);
    }

    @Test
    void oneInAHundredMayBeLate() {
        acked(99, SECOND);
        acked(1, 3 * SECOND);
        assertThat(late(Duration.ofSeconds(2))).isZero();
    }

    @Test
    void moreThanThatAreFound() {
        acked(98, 2 * SECOND);
        acked(2, 2 * SECOND + 1);
        assertThat(late(Duration.ofSeconds(2))).isEqualTo(2);
    }

    @Test
    void withoutABoundAnyTimeWillDo() {
        acked(10, 60 * SECOND);
        assertThat(late(null)).isZero();
    }
}
