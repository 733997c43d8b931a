// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.monitor;

import dev.hubbub.chaos.check.Findings;
import dev.hubbub.chaos.check.Violation;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * Compares what a hub holds before and after a run. Resident memory is reported and not checked: a virtual machine
 * returns it to the system at any time.
 */
public final class LeakCheck {
    /** A hub opens a few files and connections of its own while it works. */
    private static final long OWN_DESCRIPTORS = 64;

    /** Room for full caches; a leak of 400 bytes for each of 85,000 sockets exceeds it. */
    private static final long OWN_HEAP_KILOBYTES = 32 * 1_024;

    /** The embedded store keeps stored data in memory as far as there is room. */
    private static final long STORE_HEAP_KILOBYTES = 160 * 1_024;

    private static final String STORE = "store";

    /** Timers and handlers that a process keeps for its connections to other nodes and to the store. */
    private static final long OWN_TIMERS_AND_HANDLERS = 64;

    public static void processes(ProcessUsage before, ProcessUsage after, Findings findings) {
        boolean hasStoreProcess = after.byName().containsKey(STORE); // otherwise the store runs in the node
        after.byName().forEach((name, now) -> {
            ProcessUsage.Usage then = before.byName().get(name);
            if (then != null) {
                long own = hasStoreProcess && !name.equals(STORE) ? OWN_HEAP_KILOBYTES : STORE_HEAP_KILOBYTES;
                compare(name, then, now, own, findings);
            }
        });
    }

    /** Checks timers and event-bus handlers. */
    public static void objects(ProcessUsage before, ProcessUsage after, Findings findings) {
        before.byName().forEach((name, then) -> {
            ProcessUsage.Usage now = after.byName().get(name);
            if (then.heap().isPresent() && now != null && now.heap().isEmpty()) {
                findings.found(Violation.LEAK, name + " does not show its heap any more");
            }
        });
        compareSums("timers", LiveHeap::timers, before, after, findings);
        compareSums("handlers on the event bus", LiveHeap::handlers, before, after, findings);
    }

    /** Compares sums over all processes: shards move between nodes when a node restarts. */
    private static void compareSums(
            String what, ToLongFunction<LiveHeap> count, ProcessUsage before, ProcessUsage after, Findings findings) {
        if (!after.byName().keySet().equals(before.byName().keySet())) {
            return;
        }
        List<LiveHeap> then = before.heaps();
        List<LiveHeap> now = after.heaps();
        long more = now.stream().mapToLong(count).sum()
                - then.stream().mapToLong(count).sum();
        if (now.size() == then.size() && more > OWN_TIMERS_AND_HANDLERS * now.size()) {
            findings.found(Violation.LEAK, more + " more " + what + " than before");
        }
    }

    private static void compare(
            String name, ProcessUsage.Usage then, ProcessUsage.Usage now, long own, Findings findings) {
        if (now.descriptors() > then.descriptors() + OWN_DESCRIPTORS) {
            findings.found(
                    Violation.LEAK,
                    name + " holds " + now.descriptors() + " descriptors, and " + then.descriptors() + " before");
        }
        long heap = now.heap().map(LiveHeap::kilobytes).orElse(0L);
        long heapBefore = then.heap().map(LiveHeap::kilobytes).orElse(heap);
        if (heap > heapBefore + own) {
            findings.found(Violation.LEAK, name + " has a live heap of " + heap + " KB, and " + heapBefore + " before");
        }
    }

    /** {@code judged} matches the gauges that must return to their earlier values. */
    public static void gauges(GaugeSnapshot before, GaugeSnapshot after, Pattern judged, Findings findings) {
        after.values().forEach((name, now) -> {
            double then = before.values().getOrDefault(name, 0.0);
            if (judged.matcher(name).find() && now > then) {
                findings.found(Violation.LEAK, name + " is " + now + ", and was " + then + " before");
            }
        });
    }

    /** {@code highest} has the peaks of the gauges; a gauge without a peak counts as above its bound. */
    public static void peaks(Map<String, Double> highest, Map<String, Long> bounds, Findings findings) {
        bounds.forEach((name, bound) -> {
            double peak = highest.getOrDefault(name, Double.POSITIVE_INFINITY);
            if (peak > bound) {
                findings.found(Violation.OVERFLOW, name + " rose to " + peak + " (expected: <= " + bound + ")");
            }
        });
    }

    private LeakCheck() {}
}
