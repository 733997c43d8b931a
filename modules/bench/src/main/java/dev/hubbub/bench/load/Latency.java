// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import io.vertx.core.json.JsonObject;
import org.HdrHistogram.AbstractHistogram;

/** Percentiles in milliseconds. */
public record Latency(double p50, double p99, double max) {
    /** Of a histogram of microseconds. */
    public static Latency of(AbstractHistogram micros) {
        return new Latency(millis(micros, 50), millis(micros, 99), millis(micros, 100));
    }

    private static double millis(AbstractHistogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    /** As JSON. */
    public JsonObject json() {
        return new JsonObject().put("p50", p50).put("p99", p99).put("max", max);
    }
}
