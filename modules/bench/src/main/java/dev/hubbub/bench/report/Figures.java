// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What one round measured: a number for each column that the server has. */
public record Figures(Map<String, Double> values) {
    private static final double MEGABYTE = 1_048_576;

    public Figures {
        values = Map.copyOf(values);
    }

    /** No figure yet. */
    public static Figures none() {
        return new Figures(Map.of());
    }

    /** With one more. A figure that is not a number is left out. */
    public Figures with(Column column, double value) {
        if (!Double.isFinite(value)) {
            return this;
        }
        Map<String, Double> more = new LinkedHashMap<>(values);
        more.put(column.key(), value);
        return new Figures(more);
    }

    /** With megabytes, where the server has them. */
    public Figures withMegabytes(Column column, OptionalLong bytes) {
        return bytes.isPresent() ? with(column, bytes.getAsLong() / MEGABYTE) : this;
    }
}
