// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.chaos.check.Findings;
import dev.hubbub.chaos.fault.Fault;
import dev.hubbub.chaos.fault.FaultInjector;
import dev.hubbub.chaos.fault.ScheduledFault;
import dev.hubbub.chaos.monitor.ProcessUsage;
import dev.hubbub.chaos.record.Outage;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import dev.hubbub.contract.value.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A fault from the tenth to the twentieth second, and the trouble after it. */
class RunResultTest {
    private static final long SECOND = 1_000_000_000;
    private static final FaultInjector.Injection FAULT =
            new FaultInjector.Injection(ScheduledFault.at(10, Fault.KILL, "node-1", 10), 10 * SECOND, 20 * SECOND);

    private final Recording recording = new Recording();
    private final SendLog sends = recording.addSender("ann", new RoomId("abcdefghij"), 10);

    private Duration trouble(FaultInjector.Injection... injections) {
        ProcessUsage nothing = new ProcessUsage(Map.of());
        return new RunResult(
                        null, List.of(recording), List.of(injections), new Findings(), nothing, nothing, Map.of(), 0)
                .troubleAfterFaults();
    }

    private void acked(long due, long acked) {
        int number = sends.add(due);
        sends.acked(number, number + 1, "2026-01-01T00:00:00Z", acked);
    }

    @Test
    void noTroubleWhenAllIsFineAtTheEndOfTheFault() {
        acked(11 * SECOND, 19 * SECOND);
        acked(21 * SECOND, 22 * SECOND);
        recording.outageEnded(new Outage("bob", 1006, 11 * SECOND, 14 * SECOND));
        recording.outageEnded(new Outage("cyn", 1006, 11 * SECOND, 0));
        assertThat(trouble(FAULT)).isZero();
    }

    @Test
    void troubleLastsUntilTheLastLateAck() {
        acked(12 * SECOND, 24 * SECOND);
        acked(21 * SECOND, 23 * SECOND);
        assertThat(trouble(FAULT)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void troubleLastsUntilTheLastClientIsBack() {
        recording.outageEnded(new Outage("bob", 1006, 11 * SECOND, 26 * SECOND));
        recording.outageEnded(new Outage("cyn", 1006, 12 * SECOND, 25 * SECOND));
        assertThat(trouble(FAULT)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void noTroubleWithoutFaults() {
        acked(12 * SECOND, 24 * SECOND);
        assertThat(trouble()).isZero();
    }
}
