// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BinaryOperator;

/** The setting {@code auth.serverKeys}: a list of objects, each with the reference of a secret. */
final class ServerKeyList {
    static final String NAME = "auth.serverKeys";

    private static final String KEY = "key";

    /**
     * The list with something else instead of each reference; what gets null is left out.
     *
     * @param replacement of a setting and its reference
     * @throws ConfigException where there is no reference; it repeats no value
     */
    static ArrayNode replace(JsonNode list, BinaryOperator<String> replacement) {
        ArrayNode replaced = JsonNodeFactory.instance.arrayNode();
        for (int at = 0; at < list.size(); at++) {
            String name = NAME + "[" + at + "]";
            if (!(list.get(at) instanceof ObjectNode item)) {
                throw new ConfigException(name + ": no object (expected: {name, key, scopes})");
            }
            String text = replacement.apply(name + "." + KEY, reference(name, item));
            if (text != null) {
                replaced.add(item.deepCopy().put(KEY, text));
            }
        }
        return replaced;
    }

    private static String reference(String name, ObjectNode item) {
        if (item.get(KEY) == null || !item.get(KEY).isTextual()) {
            throw new ConfigException(name + "." + KEY + ": not a text (expected: env:NAME or file:/path)");
        }
        return item.get(KEY).textValue();
    }

    private ServerKeyList() {}
}
