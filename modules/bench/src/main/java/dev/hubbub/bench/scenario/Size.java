// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario;

import java.time.Duration;
import java.util.List;

/** How much a run measures. */
public enum Size {
    /** The figures that count: about two hours. */
    FULL,
    /** One step of each scenario, and short: whether it works, and roughly how fast. */
    QUICK;

    /** The time before a step counts. */
    Duration warmup() {
        return Duration.ofSeconds(this == QUICK ? 4 : 8);
    }

    /** The time that counts. */
    Duration measured() {
        return Duration.ofSeconds(this == QUICK ? 3 : 10);
    }

    /** One of two numbers. */
    int of(int full, int quick) {
        return this == QUICK ? quick : full;
    }

    /** All of a list, or its first element. */
    <T> List<T> of(List<T> all) {
        return this == QUICK ? all.subList(0, 1) : all;
    }
}
