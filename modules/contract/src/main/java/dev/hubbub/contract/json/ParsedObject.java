// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.json;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as it was parsed: its tokens. A record is read from them directly. What else is asked for, by code that needs
 * a JSON object, makes a map of them first. Belongs to one thread at a time.
 */
public final class ParsedObject extends JsonObject {
    private final TokenBuffer tokens;
    private final LazyFields fields;

    /** @param tokens of one object, which was checked */
    public ParsedObject(TokenBuffer tokens) {
        this(tokens, new LazyFields(() -> Json.map(tokens)));
    }

    private ParsedObject(TokenBuffer tokens, LazyFields fields) {
        super(fields);
        this.tokens = tokens;
        this.fields = fields;
    }

    /** The tokens; null when it may have changed since. */
    @Nullable
    TokenBuffer tokens() {
        return fields.isMade() ? null : tokens;
    }

    /** A plain object. */
    @Override
    public JsonObject copy() {
        return plain().copy();
    }

    /** An object with the same fields is equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParsedObject parsed ? plain().equals(parsed.plain()) : plain().equals(other);
    }

    @Override
    public int hashCode() {
        return plain().hashCode();
    }

    private JsonObject plain() {
        return new JsonObject(fields.made());
    }
}
