// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The number of violations of each kind, and the first examples. */
public final class Findings {
    private static final int EXAMPLES = 10;

    private final Map<Violation, Long> counts = new EnumMap<>(Violation.class);
    private final List<String> examples = new ArrayList<>();

    /** Adds one violation. */
    public void found(Violation violation, String what) {
        found(violation, 1, what);
    }

    /** Adds several violations; {@code what} describes them together. */
    public void found(Violation violation, long times, String what) {
        long before = counts.merge(violation, times, Long::sum) - times;
        if (before < EXAMPLES) {
            examples.add(violation + ": " + what);
        }
    }

    /** The number of violations of this kind. */
    public long count(Violation violation) {
        return counts.getOrDefault(violation, 0L);
    }

    /** Whether no violation was found. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Descriptions of the first violations. */
    public List<String> examples() {
        return List.copyOf(examples);
    }
}
