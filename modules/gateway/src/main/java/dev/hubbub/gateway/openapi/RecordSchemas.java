// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.openapi;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON schemas of records, each under its own name. They say what {@link Json} writes and reads. */
final class RecordSchemas {
    private static final Map<Class<?>, JsonObject> SIMPLE = Map.ofEntries(
            Map.entry(Object.class, new JsonObject()), // anything
            Map.entry(String.class, type("string")),
            Map.entry(Instant.class, type("string").put("format", "date-time")),
            Map.entry(boolean.class, type("boolean")),
            Map.entry(Boolean.class, type("boolean")),
            Map.entry(int.class, type("integer").put("format", "int32")),
            Map.entry(Integer.class, type("integer").put("format", "int32")),
            Map.entry(long.class, type("integer").put("format", "int64")),
            Map.entry(Long.class, type("integer").put("format", "int64")));

    private final Map<String, JsonObject> schemas = new TreeMap<>();

    /** A reference to the schema of a record. */
    JsonObject reference(Class<? extends Record> type) {
        String name = name(type);
        if (!schemas.containsKey(name)) {
            schemas.put(name, new JsonObject()); // a record may contain itself
            schemas.put(name, object(type));
        }
        return new JsonObject().put("$ref", "#/components/schemas/" + name);
    }

    /** The schemas of all records that were referred to, by their names. */
    JsonObject all() {
        JsonObject all = new JsonObject();
        schemas.forEach(all::put);
        return all;
    }

    static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
    }

    private JsonObject object(Class<? extends Record> type) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        JsonObject schema = type("object").put("properties", properties);
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
                schema.put("additionalProperties", true);
                continue;
            }
            properties.put(Json.name(component), schema(component.getGenericType()));
            if (isRequired(component)) {
                required.add(Json.name(component));
            }
        }
        return required.isEmpty() ? schema : schema.put("required", required);
    }

    static boolean isRequired(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !component.isAnnotationPresent(Defaulted.class);
    }

    private JsonObject schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            return Collection.class.isAssignableFrom(raw)
                    ? type("array").put("items", schema(generic.getActualTypeArguments()[0]))
                    : type("object");
        }
        Class<?> raw = (Class<?>) type;
        if (SIMPLE.containsKey(raw)) {
            return SIMPLE.get(raw).copy();
        }
        if (raw.isEnum()) {
            return words(raw);
        }
        if (!raw.isRecord()) {
            throw new IllegalArgumentException(raw.getName() + " has no schema (expected: a record, or a simple type)");
        }
        return Arrays.stream(raw.getRecordComponents())
                .filter(component -> component.getAccessor().isAnnotationPresent(JsonValue.class))
                .findFirst()
                .map(value -> schema(value.getGenericType()))
                .orElseGet(() -> reference(raw.asSubclass(Record.class)));
    }

    private static JsonObject words(Class<?> type) {
        JsonArray words = new JsonArray();
        for (Object constant : type.getEnumConstants()) {
            words.add(new JsonArray("[" + Json.encode(constant) + "]").getString(0));
        }
        return type("string").put("enum", words);
    }

    private static JsonObject type(String name) {
        return new JsonObject().put("type", name);
    }
}
