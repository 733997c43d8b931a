// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as text, always in one shape: {@code 2026-11-20T09:30:00.000Z}. What is below a millisecond is left out. */
public final class JsonTime {
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** ISO 8601 in UTC, with three digits of a fraction. */
    public static String text(Instant time) {
        return MILLIS.format(time);
    }

    static final class Serializer extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        Serializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider with) throws IOException {
            out.writeString(text(value));
        }
    }

    private JsonTime() {}
}
