// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.stream.LongStream;

/** Percentiles of latencies in milliseconds. */
public record LatencySummary(int count, double median, double p95, double p99, double max) {
    static LatencySummary ofNanos(LongStream nanos) {
        double[] sorted = nanos.sorted().mapToDouble(value -> value / 1e6).toArray();
        return new LatencySummary(sorted.length, at(sorted, 50), at(sorted, 95), at(sorted, 99), at(sorted, 100));
    }

    private static double at(double[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)];
    }

    public JsonObject json() {
        return new JsonObject()
                .put("count", count)
                .put("medianMillis", round(median))
                .put("p95Millis", round(p95))
                .put("p99Millis", round(p99))
                .put("maxMillis", round(max));
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "median %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms (%d)",
                median,
                p95,
                p99,
                max,
                count);
    }
}
