// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.content;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the field {@code data}: JSON of a bounded size that every client can read. */
public final class JsonData {
    /** @throws HubException TOO_LARGE, or BAD_REQUEST for what JSON or Unicode cannot hold */
    public static void check(@Nullable Object data, int maxBytes) {
        if (data == null) {
            return;
        }
        checkNumbers(data);
        String json = Json.encode(data);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(json)) { // half of a surrogate pair
            throw new HubException(ErrorCode.BAD_REQUEST, "data: not valid Unicode (expected: JSON)");
        }
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            throw new HubException(
                    ErrorCode.TOO_LARGE, "data: " + bytes + " bytes (expected: at most " + maxBytes + ")");
        }
    }

    /** A number beyond what a double holds would become a text. */
    private static void checkNumbers(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            object.values().forEach(JsonData::checkNumbers);
        } else if (value instanceof Collection<?> list) {
            list.forEach(JsonData::checkNumbers);
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            throw new HubException(ErrorCode.BAD_REQUEST, "data: a number that is too large (expected: JSON)");
        }
    }

    private JsonData() {}
}
