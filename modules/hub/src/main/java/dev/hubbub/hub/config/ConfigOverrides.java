// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applies settings that are written as text: environment variables and command-line options. */
final class ConfigOverrides {
    private static final String PREFIX = "HUB_";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What Kubernetes and Docker set for a service: {@code HUB_HTTP_PORT} for one named {@code hub-http}. */
    private static final Pattern SERVICE_LINK = Pattern.compile("(?i)(?:tcp|udp|sctp)://\\S+");

    /** The variable of a key: {@code HUB_ROOMS_MAX_MEMBERS} of {@code rooms.maxMembers}. */
    static String variable(String key) {
        return PREFIX
                + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** Applies variables; an empty one counts as not set. */
    static void apply(ConfigTree tree, Map<String, String> environment) {
        applyVariable(tree, "http.port", environment, "PORT");
        for (String key : tree.keys()) {
            applyVariable(tree, key, environment, variable(key));
        }
    }

    private static void applyVariable(ConfigTree tree, String key, Map<String, String> environment, String variable) {
        if (!isServiceLink(tree, key, environment.get(variable))) {
            set(tree, key, environment.get(variable), variable);
        }
    }

    /** The address of a service is no number, so it was not meant for the setting that has the same variable. */
    private static boolean isServiceLink(ConfigTree tree, String key, @Nullable String text) {
        return text != null
                && tree.get(key).isNumber()
                && SERVICE_LINK.matcher(text.strip()).matches();
    }

    /** Sorted variables of ours that hold the address of a service and were ignored. */
    static List<String> serviceLinks(ConfigTree tree, Map<String, String> environment) {
        Stream<String> ours = tree.keys().stream()
                .filter(key -> isServiceLink(tree, key, environment.get(variable(key))))
                .map(ConfigOverrides::variable);
        boolean port = isServiceLink(tree, "http.port", environment.get("PORT"));
        return Stream.concat(ours, port ? Stream.of("PORT") : Stream.empty())
                .sorted()
                .toList();
    }

    /** Applies options; their keys are known. */
    static void applyOptions(ConfigTree tree, Map<String, String> options) {
        options.forEach((key, text) -> set(tree, key, text, "the command line"));
    }

    /** Sorted variables with our prefix that match no key. */
    static List<String> unknown(ConfigTree tree, Map<String, String> environment) {
        Set<String> known = tree.keys().stream().map(ConfigOverrides::variable).collect(Collectors.toSet());
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .toList();
    }

    private static void set(ConfigTree tree, String key, @Nullable String text, String source) {
        if (text != null && !text.isBlank()) {
            tree.set(key, parse(tree.get(key), text.strip()), source);
        }
    }

    /** Parses the text to the type of the old value; if that fails it stays text, and the tree refuses it. */
    private static JsonNode parse(JsonNode old, String text) {
        return switch (old.getNodeType()) {
            case NUMBER ->
                text.matches("-?\\d{1,9}") ? IntNode.valueOf(Integer.parseInt(text)) : TextNode.valueOf(text);
            case BOOLEAN ->
                text.equals("true") || text.equals("false")
                        ? BooleanNode.valueOf(text.equals("true"))
                        : TextNode.valueOf(text);
            case ARRAY -> text.startsWith("[") ? json(text) : list(text);
            default -> TextNode.valueOf(text);
        };
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private static ArrayNode list(String text) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        Pattern.compile(",")
                .splitAsStream(text)
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .forEach(items::add);
        return items;
    }

    private ConfigOverrides() {}
}
