// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Settings as a JSON tree. It starts with every key at its default and is the schema as well: a key that is not in the
 * tree is unknown, and a value must have the type of the value that it replaces.
 */
final class ConfigTree {
    private final ObjectNode root;

    ConfigTree(ObjectNode defaults) {
        this.root = defaults.deepCopy();
    }

    /** Every key that holds a value, such as {@code rooms.maxMembers}. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        collect(root, "", keys);
        return keys;
    }

    private static void collect(ObjectNode node, String prefix, List<String> keys) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue() instanceof ObjectNode section) {
                collect(section, prefix + field.getKey() + ".", keys);
            } else {
                keys.add(prefix + field.getKey());
            }
        }
    }

    JsonNode get(String key) {
        return root.at("/" + key.replace('.', '/'));
    }

    /** @param source where the value comes from, for the error message */
    void set(String key, JsonNode value, String source) {
        int dot = key.lastIndexOf('.');
        replace((ObjectNode) get(key.substring(0, dot)), key, value, source);
    }

    /** Sets all values of a layer; null keeps the old value. */
    void merge(ObjectNode layer, String source) {
        merge(root, layer, "", source);
    }

    ObjectNode copy() {
        return root.deepCopy();
    }

    private static void merge(ObjectNode target, ObjectNode layer, String prefix, String source) {
        for (Map.Entry<String, JsonNode> field : layer.properties()) {
            String key = prefix + field.getKey();
            JsonNode old = target.get(field.getKey());
            if (old == null) {
                throw new ConfigException(key + ": unknown key in " + source + " (expected: "
                        + String.join(
                                ", ",
                                target.properties().stream()
                                        .map(Map.Entry::getKey)
                                        .toList()) + ")");
            }
            if (old instanceof ObjectNode section && field.getValue() instanceof ObjectNode given) {
                merge(section, given, key + ".", source);
            } else {
                replace(target, key, field.getValue(), source);
            }
        }
    }

    private static void replace(ObjectNode section, String key, JsonNode value, String source) {
        String name = key.substring(key.lastIndexOf('.') + 1);
        JsonNode old = section.get(name);
        if (value instanceof NullNode) {
            return;
        }
        if (!hasSameType(old, value)) {
            String display = SecretResolver.isSecret(key) ? "not " + expectedType(old) : value.toString();
            throw new ConfigException(
                    key + ": " + display + " in " + source + " (expected: " + expectedType(old) + ")");
        }
        section.set(name, value);
    }

    private static boolean hasSameType(JsonNode old, JsonNode value) {
        return switch (old.getNodeType()) {
            case OBJECT -> value.isObject();
            case ARRAY ->
                value.isArray()
                        && (old.isEmpty()
                                || StreamSupport.stream(value.spliterator(), false)
                                        .allMatch(item ->
                                                item.getNodeType() == old.get(0).getNodeType()));
            case NUMBER -> value.isIntegralNumber() && value.canConvertToInt();
            case BOOLEAN -> value.isBoolean();
            default -> value.isTextual();
        };
    }

    private static String expectedType(JsonNode old) {
        return switch (old.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case NUMBER -> "a whole number";
            case BOOLEAN -> "true or false";
            default -> "a text";
        };
    }
}
