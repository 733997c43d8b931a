// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** A time as a BSON date, which is what the server's own rules about time need, such as the removal of old documents. */
final class MongoDate {
    private static final String DATE = "$date";

    /** To the millisecond. */
    static JsonObject write(Instant time) {
        return new JsonObject().put(DATE, time.toString());
    }

    /** @param value also milliseconds, which is what older versions wrote */
    static Instant read(Object value) {
        return value instanceof Number millis
                ? Instant.ofEpochMilli(millis.longValue())
                : Instant.parse(((JsonObject) value).getString(DATE));
    }

    private MongoDate() {}
}
