// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.json.LazyFields;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message on the bus: a record, and for code that does not know it a JSON object. Consumers of ours on this
 * node take the record itself, so that nothing is converted; for other nodes it is written as JSON once.
 */
final class RecordBody extends JsonObject {
    private final Record body;
    private final LazyFields fields;

    RecordBody(Record body) {
        this(body, new LazyFields(() -> Json.write(body).getMap()));
    }

    private RecordBody(Record body, LazyFields fields) {
        super(fields);
        this.body = body;
        this.fields = fields;
    }

    /** The record; it is immutable. */
    Record body() {
        return body;
    }

    /** Each consumer on this node gets one of its own, and may change it. */
    @Override
    public JsonObject copy() {
        return fields.isMade() ? super.copy() : new RecordBody(body);
    }

    @Override
    public Buffer toBuffer() {
        return fields.isMade() ? super.toBuffer() : Buffer.buffer(Json.encode(body));
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
        return new JsonObject(fields.made());
    }
}
