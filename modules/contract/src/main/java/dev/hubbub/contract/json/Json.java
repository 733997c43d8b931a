// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Converts records to JSON objects and back, the same on the bus and on the wire. Unknown fields are ignored, so that
 * nodes of two versions understand each other; a field of the wrong type is refused, never converted.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(ownTypes())
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // records have questions beside their components
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .withCoercionConfig(
                    LogicalType.Textual, refused -> refused.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private static final JsonMapper STRICT = MAPPER.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ObjectReader TEXTS = MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The JSON object of a record; absent (null) components are left out. */
    @SuppressWarnings("unchecked")
    public static JsonObject write(Record value) {
        return new JsonObject(MAPPER.convertValue(value, Map.class));
    }

    /**
     * The record of a JSON object.
     *
     * @throws HubException BAD_REQUEST, naming the field at fault
     */
    public static <T extends Record> T read(JsonObject json, Class<T> type) {
        return read(MAPPER, json, type);
    }

    /**
     * The same, for a writer who is to be told of each field that is not understood.
     *
     * @throws HubException BAD_REQUEST, naming the field at fault
     */
    public static <T extends Record> T readKnown(JsonObject json, Class<T> type) {
        return read(STRICT, json, type);
    }

    private static <T> T read(JsonMapper mapper, JsonObject json, Class<T> type) {
        TokenBuffer tokens = json instanceof ParsedObject parsed ? parsed.tokens() : null;
        try {
            return tokens == null ? mapper.convertValue(json.getMap(), type) : read(mapper, tokens, type);
        } catch (IllegalArgumentException e) {
            throw new HubException(ErrorCode.BAD_REQUEST, fault(e));
        }
    }

    /**
     * The record of a JSON text: one object, and nothing after it.
     *
     * @throws HubException BAD_REQUEST, naming the field at fault
     */
    public static <T extends Record> T read(String text, Class<T> type) {
        try {
            T value = TEXTS.forType(type).readValue(text);
            if (value != null) { // for the text null
                return value;
            }
        } catch (JsonProcessingException e) {
            throw new HubException(ErrorCode.BAD_REQUEST, fault(new IllegalArgumentException(e)));
        }
        throw new HubException(ErrorCode.BAD_REQUEST, "body: null (expected: a JSON object)");
    }

    private static <T> T read(JsonMapper mapper, TokenBuffer tokens, Class<T> type) {
        try (JsonParser parser = tokens.asParser()) {
            return mapper.readValue(parser, type);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The object of these tokens, in their order. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(TokenBuffer tokens) {
        return read(MAPPER, tokens, LinkedHashMap.class);
    }

    /** The name of a component in JSON: its own, where it has no other. */
    public static String name(RecordComponent component) {
        JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
        return other == null ? component.getName() : other.value();
    }

    /** The JSON text of a record, or of anything else that JSON can hold. */
    public static String encode(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not encodable: " + value.getClass().getName(), e);
        }
    }

    private static String fault(IllegalArgumentException e) {
        if (!(e.getCause() instanceof JsonMappingException mapping)) {
            return "body: not readable (expected: see PROTOCOL.md)";
        }
        Throwable own = mapping.getCause();
        if (own instanceof IllegalArgumentException refused && !(own instanceof NumberFormatException)) {
            return String.valueOf(refused.getMessage());
        }
        String path = mapping.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
        if (mapping instanceof UnrecognizedPropertyException) {
            return path + ": no such field (expected: see PROTOCOL.md)";
        }
        return (path.isEmpty() ? "body" : path) + ": missing or of the wrong type (expected: see PROTOCOL.md)";
    }

    private static SimpleModule ownTypes() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(new JsonTime.Serializer());
        module.addSerializer(new StdSerializer<>(JsonObject.class) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(JsonObject value, JsonGenerator out, SerializerProvider with) throws IOException {
                out.writePOJO(value.getMap());
            }
        });
        module.addSerializer(new StdSerializer<>(JsonArray.class) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(JsonArray value, JsonGenerator out, SerializerProvider with) throws IOException {
                out.writePOJO(value.getList());
            }
        });
        return module;
    }

    private Json() {}
}
