// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import dev.hubbub.contract.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message on the bus: a record, and for code that does not know it a JSON object. Consumers of ours on this
 * node take the record itself, so that nothing is converted; for other nodes it is written as JSON once.
 */
final class RecordBody extends JsonObject {
    private final Fields fields;

    RecordBody(Record body) {
        this(new Fields(body));
    }

    private RecordBody(Fields fields) {
        super(fields);
        this.fields = fields;
    }

    /** The record; it is immutable. */
    Record body() {
        return fields.body;
    }

    /** Each consumer on this node gets one of its own, and may change it. */
    @Override
    public JsonObject copy() {
        return fields.written == null ? new RecordBody(fields.body) : super.copy();
    }

    @Override
    public Buffer toBuffer() {
        return fields.written == null ? Buffer.buffer(Json.encode(fields.body)) : super.toBuffer();
    }

    /** An object with the same fields is equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject json
                && plain().equals(json instanceof RecordBody body ? body.plain() : json);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    private JsonObject plain() {
        return new JsonObject(fields.written());
    }

    /** The fields of a record, which are written when they are first asked for. */
    private static final class Fields extends AbstractMap<String, Object> {
        private final Record body;
        private @Nullable Map<String, Object> written;

        Fields(Record body) {
            this.body = body;
        }

        private Map<String, Object> written() {
            Map<String, Object> known = written;
            if (known == null) {
                known = Json.write(body).getMap();
                written = known;
            }
            return known;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return written().entrySet();
        }

        @Override
        public boolean containsKey(Object key) {
            return written().containsKey(key);
        }

        @Override
        public @Nullable Object get(Object key) {
            return written().get(key);
        }

        @Override
        public @Nullable Object put(String key, Object value) {
            return written().put(key, value);
        }

        @Override
        public @Nullable Object remove(Object key) {
            return written().remove(key);
        }
    }
}
