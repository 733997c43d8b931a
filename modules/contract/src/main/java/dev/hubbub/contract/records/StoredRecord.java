// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.records;

import dev.hubbub.contract.value.Check;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A record as it is stored. One that was deleted and is stored again starts with version 1 and without a rank.
 *
 * @param version 1 after the first write, then one more after each
 * @param rank what {@link Records#RAISE} compares; 0 for a record that was only put
 * @param value a JSON object
 */
public record StoredRecord(RecordKey key, long version, long rank, Map<String, Object> value) {
    public StoredRecord {
        Check.present("key", key);
        Check.present("value", value);
    }

    /** The value, to be read only. */
    public JsonObject json() {
        return new JsonObject(value);
    }
}
