// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.content;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Check;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A kind of content: its name on the wire, and what its text and data must hold. Each kind is one file. */
public abstract class ContentKind {
    private static final String CODE = ErrorCode.BAD_REQUEST + ": ";

    private final String name;

    protected ContentKind(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** The name on the wire. */
    public final String name() {
        return name;
    }

    /** Whether only the server of the host app sends it. */
    public boolean isOfServer() {
        return false;
    }

    /**
     * Checks a message of this kind. Fields of the data that the kind does not name are metadata of the host app.
     *
     * @param text not blank where it is present
     * @throws IllegalArgumentException naming the field at fault
     */
    public abstract void check(@Nullable String text, @Nullable Map<String, Object> data);

    /** Fails if there is no text. */
    final void requireText(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("text: missing (expected: with kind " + name + ")");
        }
    }

    /** The data as a record, whose constructor checks it; no data counts as empty. */
    final <T extends Record> T read(@Nullable Map<String, Object> data, Class<T> type) {
        try {
            return Json.read(new JsonObject(data == null ? Map.of() : data), type);
        } catch (HubException e) {
            throw new IllegalArgumentException("data." + e.getMessage().substring(CODE.length()), e);
        }
    }

    /** Fails if a size or a length is less than none. */
    static void checkLength(String field, @Nullable Long value) {
        if (value != null) {
            Check.range(field, value, 0, Long.MAX_VALUE);
        }
    }
}
