// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one module. Each says what it counts in the words of METRICS.md, which a test compares. A meter has a weak
 * reference to the object that it reads.
 */
public final class ModuleMeters {
    /** The bounds of the buckets of all timers: few, because each is a series of its own. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final String prefix;

    /** @param prefix begins all names, for example {@code hub.access} */
    public ModuleMeters(MeterRegistry registry, String prefix) {
        this.registry = registry;
        this.prefix = prefix + ".";
    }

    /** Shows a figure that rises and falls. */
    public <T> ModuleMeters gauge(String name, String counts, T of, ToDoubleFunction<T> figure) {
        Gauge.builder(prefix + name, of, figure).description(counts).register(registry);
        return this;
    }

    /** Shows a figure that only rises, kept by the object itself. */
    public <T> ModuleMeters counter(String name, String counts, T of, ToDoubleFunction<T> figure) {
        FunctionCounter.builder(prefix + name, of, figure).description(counts).register(registry);
        return this;
    }

    /** A counter. */
    public Counter counter(String name, String counts) {
        return counter(name, counts, Tags.empty());
    }

    /** A counter of one value of a label; all counters with this name have the same label and the same text. */
    public Counter counter(String name, String counts, String label, Object value) {
        return counter(name, counts, Tags.of(label, value.toString()));
    }

    private Counter counter(String name, String counts, Tags tags) {
        return Counter.builder(prefix + name).description(counts).tags(tags).register(registry);
    }

    /** A histogram of times. */
    public Timer timer(String name, String counts) {
        return timer(name, counts, Tags.empty());
    }

    /** A histogram of times, of one value of a label. */
    public Timer timer(String name, String counts, String label, Object value) {
        return timer(name, counts, Tags.of(label, value.toString()));
    }

    private Timer timer(String name, String counts, Tags tags) {
        return Timer.builder(prefix + name)
                .description(counts)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
