// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.log;

import java.util.List;
import java.util.Locale;

/**
 * The keys {@code log.*}: what the hub writes to standard error.
 *
 * @param level the least urgent lines that are written, default {@code info}
 * @param format {@code text}, the default, or {@code json}: one object a line
 */
public record LogConfig(String level, String format) {
    private static final List<String> LEVELS = List.of("off", "error", "warn", "info", "debug", "trace");
    private static final List<String> FORMATS = List.of("text", "json");

    public LogConfig {
        level = choice("log.level", level == null ? "info" : level, LEVELS);
        format = choice("log.format", format == null ? "text" : format, FORMATS);
    }

    private static String choice(String key, String value, List<String> choices) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!choices.contains(lower)) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: " + String.join(", ", choices) + ")");
        }
        return lower;
    }
}
