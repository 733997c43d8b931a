// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import dev.hubbub.contract.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Defaults and checks of settings. */
final class Settings {
    private static final int MAX_PATH = 200;
    private static final Pattern PATH = Pattern.compile("(?!/health(?:/|$))(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

    /** A section of the settings of which nothing is set. */
    static <T extends Record> T defaults(Class<T> section) {
        return Json.read(new JsonObject(), section);
    }

    /** The value, or {@code otherwise} where there is none; at least {@code least}. */
    static Integer least(int least, String key, @Nullable Integer value, int otherwise) {
        Integer chosen = value == null ? Integer.valueOf(otherwise) : value;
        require(chosen >= least, key, chosen, ">= " + least);
        return chosen;
    }

    /** The value, or {@code otherwise} where there is none; from {@code least} to {@code most}. */
    static Integer within(int least, int most, String key, @Nullable Integer value, int otherwise) {
        Integer chosen = value == null ? Integer.valueOf(otherwise) : value;
        require(chosen >= least && chosen <= most, key, chosen, least + " to " + most);
        return chosen;
    }

    /** A path of other segments than {@code health}, without a slash at the end; empty for the root or where there is none. */
    static String path(String key, @Nullable String value) {
        if (value == null || value.equals("/") || value.isEmpty()) {
            return "";
        }
        boolean plain = value.length() <= MAX_PATH && PATH.matcher(value).matches();
        require(
                plain,
                key,
                value,
                "a path such as /chat, of letters, digits, - . _ ~, not /health, without / at the end");
        return value;
    }

    static void require(boolean holds, String key, @Nullable Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: " + expected + ")");
        }
    }

    private Settings() {}
}
