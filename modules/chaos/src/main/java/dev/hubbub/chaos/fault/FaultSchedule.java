// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Faults and their times. */
public record FaultSchedule(List<ScheduledFault> faults) {
    private static final double SHORTEST_SECONDS = 0.5;
    private static final double LONGEST_SECONDS = 6;
    private static final double PAUSE_SECONDS = 2;

    public FaultSchedule {
        faults =
                faults.stream().sorted(Comparator.comparing(ScheduledFault::at)).toList();
    }

    /** A schedule of these faults. */
    public static FaultSchedule of(ScheduledFault... faults) {
        return new FaultSchedule(List.of(faults));
    }

    /**
     * Draws faults from a seed, one after the other, with a pause after each for the hub to recover. The same seed
     * and the same target names give the same schedule on every machine.
     *
     * @param duration of the load; the last fault ends before the load
     * @param allowed which faults may be drawn
     * @param targets where faults may happen
     */
    public static FaultSchedule of(long seed, Duration duration, Set<Fault> allowed, FaultTargets targets) {
        List<ScheduledFault> candidates = allowed.stream()
                .sorted()
                .flatMap(fault -> targets.names(fault.targetKind()).stream()
                        .sorted()
                        .map(name -> ScheduledFault.at(0, fault, name, 0)))
                .toList();
        List<ScheduledFault> faults = new ArrayList<>();
        Random random = new Random(seed);
        double end = duration.toMillis() / 1e3 - PAUSE_SECONDS;
        double now = PAUSE_SECONDS;
        while (!candidates.isEmpty()) {
            ScheduledFault drawn = candidates.get(random.nextInt(candidates.size()));
            double seconds = drawn.fault() == Fault.STORM ? 0 : randomTenths(SHORTEST_SECONDS, LONGEST_SECONDS, random);
            if (now + seconds > end) {
                break;
            }
            faults.add(ScheduledFault.at(now, drawn.fault(), drawn.target(), seconds));
            now += seconds + randomTenths(PAUSE_SECONDS, 2 * PAUSE_SECONDS, random);
        }
        return new FaultSchedule(faults);
    }

    private static double randomTenths(double from, double to, Random random) {
        return Math.round((from + random.nextDouble() * (to - from)) * 10) / 10.0;
    }

    /** The time until the last fault ends. */
    public Duration duration() {
        return faults.stream()
                .map(ScheduledFault::end)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** One line for each fault. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        faults.forEach(fault -> text.append("  ").append(fault).append('\n'));
        return text.toString();
    }
}
