// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.hubbub.contract.json.ParsedObject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON of clients. Stricter than the bus's own: one object and nothing after it, no comments, no duplicate keys, at most
 * {@value #MAX_DEPTH} levels and {@value #MAX_KEYS} keys an object.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_KEYS = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(40)
                    .maxNameLength(200)
                    .build())
            .build();

    /** What is read of an object. */
    private interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    /** The one object in a text; empty where the text breaks the rules. */
    public static Optional<JsonObject> parsed(String text) {
        return only(text, StrictJson::parsed);
    }

    /**
     * The fields of the one object in a text; empty where the text breaks the rules.
     *
     * @param name the field whose object is kept as a {@link ParsedObject}
     */
    public static Optional<Map<String, @Nullable Object>> fields(String text, String name) {
        return only(text, parser -> object(parser, name));
    }

    private static <T> Optional<T> only(String text, Reader<T> reader) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            T object = reader.read(parser);
            return parser.nextToken() == null ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, @Nullable String parsed) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            requireRoom(fields.size());
            String name = parser.currentName();
            boolean isParsed = parser.nextToken() == JsonToken.START_OBJECT && name.equals(parsed);
            fields.put(name, isParsed ? parsed(parser) : value(parser));
        }
        return fields;
    }

    private static void requireRoom(int keys) throws IOException {
        if (keys == MAX_KEYS) {
            throw new IOException("too many keys");
        }
    }

    private static JsonObject parsed(JsonParser parser) throws IOException {
        TokenBuffer tokens = new TokenBuffer(parser);
        copyObject(parser, tokens);
        return new ParsedObject(tokens);
    }

    private static void copyObject(JsonParser parser, TokenBuffer tokens) throws IOException {
        tokens.writeStartObject();
        for (int keys = 0; parser.nextToken() != JsonToken.END_OBJECT; keys++) {
            requireRoom(keys);
            tokens.writeFieldName(parser.currentName());
            parser.nextToken();
            copyValue(parser, tokens);
        }
        tokens.writeEndObject();
    }

    private static void copyValue(JsonParser parser, TokenBuffer tokens) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> copyObject(parser, tokens);
            case START_ARRAY -> {
                tokens.writeStartArray();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    copyValue(parser, tokens);
                }
                tokens.writeEndArray();
            }
            case VALUE_NUMBER_FLOAT -> tokens.writeNumber(parser.getDoubleValue()); // not as text, to be parsed later
            default -> tokens.copyCurrentEvent(parser);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, null);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    /** A value of such an object as the bus has it. */
    @SuppressWarnings("unchecked")
    public static @Nullable Object wrap(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject((Map<String, Object>) map);
        }
        return value instanceof List<?> list ? new JsonArray(list) : value;
    }

    private StrictJson() {}
}
