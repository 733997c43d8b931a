// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.chaos.check.Findings;
import dev.hubbub.chaos.check.Violation;
import dev.hubbub.chaos.run.RunPlan;
import dev.hubbub.chaos.scenario.Scenarios;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds what does not return to its earlier value. */
@ExtendWith(VertxExtension.class)
final class LeakCheckTest {
    private static final String METRICS =
            """
            # HELP hub_gateway_sockets Open sockets.
            # TYPE hub_gateway_sockets gauge
            hub_gateway_sockets{loop="0"} 2
            hub_gateway_sockets{loop="1"} %s
            # TYPE hub_gateway_sockets_total counter
            hub_gateway_sockets_total 900
            # TYPE jvm_memory gauge
            jvm_memory 1.5E9 1700000000000
            """;

    private static final int LEAK_GAUGES = 38;

    private final Findings findings = new Findings();

    @Test
    void gaugesAreAddedUpAndCountersLeftOut() {
        assertThat(GaugeSnapshot.parse(METRICS.formatted("3")).values())
                .isEqualTo(Map.of("hub_gateway_sockets", 5.0, "jvm_memory", 1.5E9));
    }

    @Test
    void gaugeThatIsHigherThanBeforeIsALeak() {
        LeakCheck.gauges(metrics("0"), metrics("1"), RunPlan.LEAK_GAUGES, findings);
        assertThat(findings.count(Violation.LEAK)).isEqualTo(1);
    }

    @Test
    void gaugeThatReturnsIsNoLeak() {
        LeakCheck.gauges(metrics("1"), metrics("0"), RunPlan.LEAK_GAUGES, findings);
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void manyMoreDescriptorsAreALeak() {
        LeakCheck.processes(process(40), process(90), findings);
        assertThat(findings.isEmpty()).isTrue();
        LeakCheck.processes(process(40), process(140), findings);
        assertThat(findings.count(Violation.LEAK)).isEqualTo(1);
    }

    @Test
    void heapGrowthBeyondCachesIsALeak() {
        LeakCheck.processes(withStore(heap(40_000)), withStore(heap(70_000)), findings);
        LeakCheck.processes(process(40), heap(400_000), findings);
        assertThat(findings.isEmpty()).isTrue();
        LeakCheck.processes(withStore(heap(40_000)), withStore(heap(80_000)), findings);
        assertThat(findings.count(Violation.LEAK)).isEqualTo(1);
        LeakCheck.objects(heap(40_000), process(40), findings);
        assertThat(findings.count(Violation.LEAK)).as("not known any more").isEqualTo(2);
    }

    @Test
    void nodeWithAnEmbeddedStoreMayKeepMore() {
        LeakCheck.processes(heap(40_000), heap(200_000), findings);
        assertThat(findings.isEmpty()).isTrue();
        LeakCheck.processes(heap(40_000), heap(210_000), findings);
        assertThat(findings.count(Violation.LEAK)).isEqualTo(1);
    }

    private static ProcessUsage withStore(ProcessUsage node) {
        Map<String, ProcessUsage.Usage> byName = new LinkedHashMap<>(node.byName());
        byName.put("store", new ProcessUsage.Usage(20, 100_000, Optional.empty()));
        return new ProcessUsage(byName);
    }

    @Test
    void timersAndHandlersMayMoveBetweenProcessesButNotGrow() {
        LeakCheck.objects(heaps(200, 800, 700), heaps(200, 600, 900), findings);
        assertThat(findings.isEmpty()).isTrue();
        LeakCheck.objects(heaps(200, 800, 700), heaps(200, 800, 840), findings);
        LeakCheck.objects(heaps(200, 800, 700), heaps(340, 800, 700), findings);
        assertThat(findings.count(Violation.LEAK)).isEqualTo(2);
    }

    @Test
    void gaugeAboveItsBoundAndMissingGaugeAreFound() {
        LeakCheck.peaks(Map.of("calls", 500.0), Map.of("calls", 500L), findings);
        assertThat(findings.isEmpty()).isTrue();
        LeakCheck.peaks(Map.of("calls", 501.0), Map.of("calls", 500L, "pages", 500L), findings);
        assertThat(findings.count(Violation.OVERFLOW)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                4711:
                 garbage-first heap   total 262144K, used 41984K [0x0000000707400000, 0x0000000800000000)
                  region size 2048K, 22 young (45056K), 0 survivors (0K)
                 Metaspace       used 1K, committed 10K, reserved 1114112K
                  class space    used 1K, committed 10K, reserved 1048576K
                """,
                """
                4711:
                 def new generation   total 9792K, used 1984K [0x00000007, 0x00000008, 0x00000009)
                  eden space 8704K,  22% used [0x00000007, 0x00000008, 0x00000009)
                 tenured generation   total 21888K, used 40000K [0x00000007, 0x00000008, 0x00000009)
                   the space 21888K,   6% used [0x00000007, 0x00000008, 0x00000009, 0x0000000a)
                 Metaspace       used 1K, committed 10K, reserved 1114112K
                """
            })
    void liveHeapIsReadFromTheOutputOfEitherCollector(String info) {
        String objects =
                """
                4711:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:        154352        9878432  [B (java.base@17.0.15)
                  58:           815          19560  io.vertx.core.eventbus.impl.HandlerHolder
                  59:           185          19560  io.vertx.core.eventbus.impl.clustered.ClusteredHandlerHolder
                 397:             9            576  io.netty.util.concurrent.ScheduledFutureTask
                 601:             6            288  io.vertx.core.impl.VertxImpl$InternalTimerHandler
                 602:             6            288  io.vertx.core.impl.VertxImpl$InternalTimerHandler$1
                Total       2000000      100000000
                """;
        assertThat(LiveHeap.parse(objects, info)).contains(new LiveHeap(41_984, 9, 1_000));
        assertThat(LiveHeap.parse("", "")).isEmpty();
    }

    @Test
    void heapOfThisProcessIsReadAndThatOfNoProcessIsEmpty(Vertx vertx) {
        vertx.eventBus().<String>localConsumer("heard").handler(message -> message.reply("yes"));
        long timer = vertx.setTimer(60_000, unused -> {});
        LiveHeap mine = LiveHeap.of(ProcessHandle.current().pid()).orElseThrow();
        assertThat(mine.kilobytes()).isPositive();
        assertThat(mine.handlers()).isPositive();
        assertThat(mine.timers()).isPositive();
        assertThat(vertx.cancelTimer(timer)).isTrue();
        assertThat(LiveHeap.of(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void highestValueOfANodeIsKept() {
        try (GaugePeaks peaks = GaugePeaks.of(List.of())) {
            List.of("3", "7", "5").forEach(sockets -> peaks.record(metrics(sockets)));
            assertThat(peaks.highest()).isEqualTo(Map.of("hub_gateway_sockets", 9.0));
        }
    }

    /** A hub that names a gauge otherwise would be judged no more. */
    @Test
    void gaugesThatAreJudgedAreThoseOfAHub() throws Exception {
        List<String> gauges = Pattern.compile("(?m)^\\| `(hub_\\w+)` \\|")
                .matcher(Files.readString(Path.of("..", "hub", "METRICS.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(gauges.stream().filter(RunPlan.LEAK_GAUGES.asPredicate())).hasSize(LEAK_GAUGES);
        assertThat(gauges)
                .containsAll(Scenarios.ALL.stream()
                        .flatMap(scenario -> scenario.gaugeBounds().keySet().stream())
                        .toList());
    }

    @Test
    void usageOfThisProcessIsReadOnLinux() {
        Map<String, ProcessUsage.Usage> byName =
                ProcessUsage.read(Map.of("me", ProcessHandle.current().pid())).byName();
        assertThat(byName.values()).allSatisfy(me -> {
            assertThat(me.descriptors()).isPositive();
            assertThat(me.residentKilobytes()).isPositive();
        });
    }

    private static GaugeSnapshot metrics(String sockets) {
        return GaugeSnapshot.parse(METRICS.formatted(sockets));
    }

    private static ProcessUsage process(long descriptors) {
        return new ProcessUsage(Map.of("node-1", new ProcessUsage.Usage(descriptors, 100_000, Optional.empty())));
    }

    private static ProcessUsage heap(long kilobytes) {
        return new ProcessUsage(
                Map.of("node-1", new ProcessUsage.Usage(40, 100_000, Optional.of(new LiveHeap(kilobytes, 0, 0)))));
    }

    private static ProcessUsage heaps(long timers, long... handlers) {
        Map<String, ProcessUsage.Usage> byName = new LinkedHashMap<>();
        for (int i = 0; i < handlers.length; i++) {
            LiveHeap heap = new LiveHeap(40_000, i == 0 ? timers : 10, handlers[i]);
            byName.put("node-" + i, new ProcessUsage.Usage(40, 100_000, Optional.of(heap)));
        }
        return new ProcessUsage(byName);
    }
}
