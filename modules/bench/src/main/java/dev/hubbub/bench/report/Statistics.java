// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The median of the rounds, and how far they spread. */
public record Statistics(double median, double least, double most, int rounds) {
    /** Of these values; null where there is none. */
    public static @Nullable Statistics of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return null;
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Statistics(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
