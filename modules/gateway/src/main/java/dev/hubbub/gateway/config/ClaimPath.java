// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import org.jspecify.annotations.Nullable;

/** Where a claim is: a name, which may hold any character, or a JSON pointer, which begins with a slash. */
final class ClaimPath {
    private static boolean isPointer(String path) {
        return path.startsWith("/");
    }

    /** @throws IllegalArgumentException naming the setting */
    static void check(String setting, String path) {
        if (isPointer(path)) {
            try {
                JsonPointer.from(path);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(setting + ": " + path
                        + " (expected: the name of a claim, or a JSON pointer such as /user_metadata/full_name)");
            }
        }
    }

    static @Nullable Object read(JsonObject token, String path) {
        return isPointer(path) ? JsonPointer.from(path).queryJson(token) : token.getValue(path);
    }

    static void write(JsonObject token, String path, Object value) {
        if (isPointer(path)) {
            JsonPointer.from(path).writeJson(token, value, true);
        } else {
            token.put(path, value);
        }
    }

    private ClaimPath() {}
}
