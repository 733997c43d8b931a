// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers in tables: the median, and the least and most where there were several rounds. */
final class Cells {
    static String text(@Nullable Statistics figure, int digits) {
        if (figure == null) {
            return "-";
        }
        String median = number(figure.median(), digits);
        return figure.rounds() == 1
                ? median
                : median + " (" + number(figure.least(), digits) + "-" + number(figure.most(), digits) + ")";
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private Cells() {}
}
