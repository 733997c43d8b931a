// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.content;

import dev.hubbub.contract.value.Check;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code location}: a place; the text describes it and may be absent. */
final class LocationContent extends ContentKind {
    private static final int MAX_LABEL = 200;

    /**
     * @param lat latitude in degrees, WGS 84, -90 to 90
     * @param lon longitude in degrees, WGS 84, -180 to 180
     * @param label one line, 1 to {@value #MAX_LABEL} characters
     */
    record Data(Double lat, Double lon, @Nullable String label) {
        Data {
            checkDegrees("lat", lat, 90);
            checkDegrees("lon", lon, 180);
            if (label != null) {
                Check.line("label", label, MAX_LABEL);
            }
        }
    }

    LocationContent() {
        super("location");
    }

    private static void checkDegrees(String field, Double value, int most) {
        if (!(Math.abs(Check.present(field, value)) <= most)) { // also what is no number
            throw new IllegalArgumentException(
                    field + ": " + value + " (expected: -" + most + " to " + most + " degrees)");
        }
    }

    @Override
    public void check(@Nullable String text, @Nullable Map<String, Object> data) {
        read(data, Data.class);
    }
}
