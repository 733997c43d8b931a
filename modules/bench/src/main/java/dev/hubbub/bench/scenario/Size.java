// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario;

import java.time.Duration;
import java.util.List;

/** How much a run measures. */
public enum Size {
    /** The figures that count: about 70 minutes for all. */
    FULL,
    /** One step of each scenario, and short: whether it works, and roughly how fast. */
    QUICK;

    /** The time before a step counts. */
    public Duration warmup() {
        return Duration.ofSeconds(this == QUICK ? 4 : 6);
    }

    /** The time that counts. */
    public Duration measured() {
        return Duration.ofSeconds(this == QUICK ? 3 : 6);
    }

    /** One of two numbers. */
    public int of(int full, int quick) {
        return this == QUICK ? quick : full;
    }

    /** All of a list, or its first element. */
    public <T> List<T> of(List<T> all) {
        return this == QUICK ? all.subList(0, 1) : all;
    }
}
