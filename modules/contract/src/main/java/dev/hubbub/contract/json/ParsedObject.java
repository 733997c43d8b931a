// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.json;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.vertx.core.json.JsonObject;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as it was parsed: its tokens. A record is read from them directly. What else is asked for, by code that needs
 * a JSON object, makes a map of them first. Belongs to one thread at a time.
 */
public final class ParsedObject extends JsonObject {
    private final Fields fields;

    /** @param tokens of one object, which was checked */
    public ParsedObject(TokenBuffer tokens) {
        this(new Fields(tokens));
    }

    private ParsedObject(Fields fields) {
        super(fields);
        this.fields = fields;
    }

    /** The tokens; null when it may have changed since. */
    @Nullable
    TokenBuffer tokens() {
        return fields.map == null ? fields.tokens : null;
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
        return new JsonObject(fields.map());
    }

    private static final class Fields extends AbstractMap<String, Object> {
        private final TokenBuffer tokens;
        private @Nullable Map<String, Object> map;

        Fields(TokenBuffer tokens) {
            this.tokens = tokens;
        }

        private Map<String, Object> map() {
            Map<String, Object> known = map;
            if (known == null) {
                known = Json.map(tokens);
                map = known;
            }
            return known;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return map().entrySet();
        }

        @Override
        public boolean containsKey(Object key) {
            return map().containsKey(key);
        }

        @Override
        public @Nullable Object get(Object key) {
            return map().get(key);
        }

        @Override
        public @Nullable Object put(String key, Object value) {
            return map().put(key, value);
        }

        @Override
        public @Nullable Object remove(Object key) {
            return map().remove(key);
        }
    }
}
