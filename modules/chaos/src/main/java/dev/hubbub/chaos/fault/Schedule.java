// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What goes wrong, and when. */
public record Schedule(List<Planned> faults) {
    private static final double SHORTEST = 0.5;
    private static final double LONGEST = 6;
    private static final double PAUSE = 2;

    public Schedule {
        faults = faults.stream().sorted(Comparator.comparing(Planned::at)).toList();
    }

    /** These faults. */
    public static Schedule of(Planned... faults) {
        return new Schedule(List.of(faults));
    }

    /**
     * Faults drawn from a seed, one after the other, with a pause after each in which the hub may recover. The same seed
     * and the same names give the same schedule, on every machine.
     *
     * @param duration of the load; the last fault is mended before it ends
     * @param allowed which faults may be drawn
     * @param targets what there is to break
     */
    public static Schedule of(long seed, Duration duration, Set<Fault> allowed, Targets targets) {
        List<Planned> drawable = allowed.stream()
                .sorted()
                .flatMap(fault ->
                        targets.names(fault.whom()).stream().sorted().map(name -> Planned.at(0, fault, name, 0)))
                .toList();
        List<Planned> faults = new ArrayList<>();
        Random random = new Random(seed);
        double end = duration.toMillis() / 1e3 - PAUSE;
        double now = PAUSE;
        while (!drawable.isEmpty()) {
            Planned drawn = drawable.get(random.nextInt(drawable.size()));
            double length = drawn.fault() == Fault.STORM ? 0 : tenths(SHORTEST, LONGEST, random);
            if (now + length > end) {
                break;
            }
            faults.add(Planned.at(now, drawn.fault(), drawn.target(), length));
            now += length + tenths(PAUSE, 2 * PAUSE, random);
        }
        return new Schedule(faults);
    }

    private static double tenths(double from, double to, Random random) {
        return Math.round((from + random.nextDouble() * (to - from)) * 10) / 10.0;
    }

    /** How long it takes until the last one is mended. */
    public Duration length() {
        return faults.stream().map(Planned::end).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** One line for each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        faults.forEach(fault -> text.append("  ").append(fault).append('\n'));
        return text.toString();
    }
}
