// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.chaos.proxy.NetworkLink;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The same seed gives the same faults. */
final class FaultScheduleTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

    private final FaultTargets targets =
            new FaultTargets(Map.of("node-1", new FakeProcess(), "node-2", new FakeProcess()), links(), null);

    /** Only the names matter here. */
    private static Map<String, NetworkLink> links() {
        Map<String, NetworkLink> named = new HashMap<>();
        named.put("clients-1", null);
        named.put("store-1", null);
        return named;
    }

    @Test
    void sameSeedGivesTheSameScheduleAndAnotherOneAnother() {
        FaultSchedule once = FaultSchedule.of(42, MINUTE, ALL, targets);
        assertThat(once.faults()).isNotEmpty();
        assertThat(FaultSchedule.of(42, MINUTE, ALL, targets)).isEqualTo(once);
        assertThat(FaultSchedule.of(43, MINUTE, ALL, targets)).isNotEqualTo(once);
    }

    @Test
    void drawnFaultsDoNotOverlapAndEndInTime() {
        for (long seed = 0; seed < 100; seed++) {
            List<ScheduledFault> faults =
                    FaultSchedule.of(seed, MINUTE, ALL, targets).faults();
            Duration free = Duration.ZERO;
            for (ScheduledFault planned : faults) {
                assertThat(planned.at()).isGreaterThan(free);
                free = planned.end();
            }
            assertThat(free).isLessThan(MINUTE);
        }
    }

    @Test
    void onlyAllowedFaultsAreDrawnAndOnlyForTheirKindOfTarget() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(FaultSchedule.of(seed, MINUTE, EnumSet.of(Fault.KILL, Fault.CUT), targets)
                            .faults())
                    .allSatisfy(planned -> assertThat(planned.target())
                            .startsWith(planned.fault() == Fault.KILL ? "node-" : planned.target()))
                    .allSatisfy(planned -> assertThat(planned.fault()).isIn(Fault.KILL, Fault.CUT))
                    .allSatisfy(targets::require);
        }
    }

    @Test
    void noTargetGivesAnEmptySchedule() {
        FaultTargets none = new FaultTargets(Map.of(), Map.of(), Future::succeededFuture);
        assertThat(FaultSchedule.of(1, MINUTE, EnumSet.of(Fault.KILL), none).faults())
                .isEmpty();
    }

    @Test
    void unknownTargetIsNamed() {
        assertThatThrownBy(() -> targets.require(ScheduledFault.at(1, Fault.KILL, "node-9", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kill of node-9: no such target (expected: one of [node-1, node-2])");
    }

    @Test
    void scheduledFaultsAreInjectedAndEnded() throws Exception {
        FakeProcess one = new FakeProcess();
        FakeProcess two = new FakeProcess();
        FaultTargets puppets =
                new FaultTargets(Map.of("node-1", one, "node-2", two), Map.of(), Future::succeededFuture);
        try (FaultInjector run = new FaultInjector(puppets, line -> {})) {
            run.start(FaultSchedule.of(
                    ScheduledFault.at(0, Fault.KILL, "node-*", 0.05),
                    ScheduledFault.at(0.2, Fault.STOP, "node-2", 0.05),
                    ScheduledFault.at(0.2, Fault.TERM, "node-1", 0.05)));
            assertThat(run.await()).hasSize(3);
        }
        assertThat(one.done).containsExactly("kill", "restart", "term", "restart");
        assertThat(two.done).containsExactly("kill", "restart", "halt", "goOn");
    }

    @Test
    void nextFaultOfATargetWaitsUntilTheLastOneEnds() throws Exception {
        FakeProcess node = new FakeProcess();
        try (FaultInjector run =
                new FaultInjector(new FaultTargets(Map.of("node-1", node), Map.of(), null), line -> {})) {
            run.start(FaultSchedule.of(
                    ScheduledFault.at(0, Fault.KILL, "node-1", 0.3),
                    ScheduledFault.at(0.05, Fault.TERM, "node-1", 0.05)));
            assertThat(run.await()).hasSize(2);
        }
        assertThat(node.done).containsExactly("kill", "restart", "term", "restart");
    }

    @Test
    void closeResumesSuspendedProcesses() throws Exception {
        FakeProcess node = new FakeProcess();
        try (FaultInjector run =
                new FaultInjector(new FaultTargets(Map.of("node-1", node), Map.of(), null), line -> {})) {
            run.start(FaultSchedule.of(ScheduledFault.at(0, Fault.STOP, "node-1", 600)));
            node.awaitFirstAction();
        }
        assertThat(node.done).containsExactly("halt", "goOn");
    }

    @Test
    void crowdComesForTheTimeOfTheFaultAndIsNeverDrawn() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        CrowdTarget crowd = new CrowdTarget() {
            @Override
            public void begin(Fault fault) {
                told.add(fault + " begins");
            }

            @Override
            public void end() {
                told.add("ends");
            }
        };
        FaultTargets crowded =
                new FaultTargets(Map.of(), Map.of(), Future::succeededFuture, Map.of(FaultTargets.ROOMS, crowd));
        try (FaultInjector faults = new FaultInjector(crowded, line -> {})) {
            faults.start(FaultSchedule.of(ScheduledFault.at(0, Fault.JOIN_CROWD, FaultTargets.ROOMS, 0.05)));
            faults.await();
        }
        assertThat(told).containsExactly("join-crowd begins", "ends");
        assertThat(FaultSchedule.of(7, MINUTE, ALL, targets).faults())
                .noneMatch(fault -> fault.fault().targetKind() == Fault.TargetKind.CROWD);
    }
}
