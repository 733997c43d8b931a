// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hubbub.gateway.config.AuthConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings in this order: defaults, the file, the suggestions of the command (they replace defaults only), the
 * environment, the command line. A later source wins.
 */
public final class ConfigLoader {
    private static final List<String> AUTH_KEYS = List.of(
            SecretResolver.HS256,
            SecretResolver.RS256,
            SecretResolver.ES256,
            SecretResolver.EDDSA,
            SecretResolver.PUBLIC_KEY,
            "auth.jwks");

    /**
     * The effective settings.
     *
     * @throws ConfigException for the first key that is unknown, of the wrong type or out of bounds
     */
    public static LoadedConfig load(ConfigSources sources) {
        return load(sources, new SecretResolver(sources.environment())::resolve);
    }

    /** The same without secrets: their references are not read, so their variables and files may be missing. */
    public static LoadedConfig loadWithoutSecrets(ConfigSources sources) {
        return load(sources, (key, reference) -> null);
    }

    private static LoadedConfig load(ConfigSources sources, BinaryOperator<String> resolver) {
        ConfigTree tree = new ConfigTree(defaults());
        if (sources.file() != null) {
            tree.merge(readFile(sources.file()), sources.file().toString());
        }
        applySuggestions(tree, sources.suggestions());
        ConfigOverrides.apply(tree, sources.environment());
        ConfigOverrides.applyOptions(tree, sources.options());
        boolean hasNoKey = AUTH_KEYS.stream().allMatch(key -> tree.get(key).isNull());
        if (hasNoKey && sources.keyFile() != null) {
            tree.set(
                    SecretResolver.HS256,
                    TextNode.valueOf("file:" + sources.keyFile()),
                    sources.keyFile().toString());
        }
        HubConfig config = toConfig(tree, resolver);
        return new LoadedConfig(config, maskedJson(config, tree), warnings(tree, sources.environment(), config));
    }

    private static ObjectNode defaults() {
        return ConfigJson.MAPPER.valueToTree(HubConfig.DEFAULTS);
    }

    /** A value in the file that equals the default counts as not set: conf/hub.json repeats all defaults. */
    private static void applySuggestions(ConfigTree tree, Map<String, String> suggestions) {
        ConfigTree defaults = new ConfigTree(defaults());
        Map<String, String> unset = new HashMap<>(suggestions);
        unset.keySet().removeIf(key -> !tree.get(key).equals(defaults.get(key)));
        ConfigOverrides.applyOptions(tree, unset);
    }

    private static ObjectNode readFile(Path file) {
        try {
            JsonNode json = ConfigJson.MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new ConfigException(file + ": no JSON object (expected: see conf/hub.json)");
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file (expected: a JSON file, see conf/hub.json)");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
            String fault = e.getOriginalMessage();
            boolean twice = fault.startsWith("Duplicate field");
            throw new ConfigException(
                    file + place + ": " + (twice ? fault : "not JSON from here on") + " (expected: JSON)");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read (expected: a readable JSON file in UTF-8)");
        }
    }

    /** @param resolver finds the secret of a key and its reference */
    private static HubConfig toConfig(ConfigTree tree, BinaryOperator<String> resolver) {
        ObjectNode resolved = tree.copy();
        for (String key : SecretResolver.KEYS) {
            if (!tree.get(key).isNull()) {
                setText(resolved, key, resolver.apply(key, tree.get(key).textValue()));
            }
        }
        setServerKeys(resolved, tree, resolver);
        try {
            return ConfigJson.MAPPER.treeToValue(resolved, HubConfig.class);
        } catch (JsonMappingException e) {
            throw new ConfigException(errorMessage(e));
        } catch (JsonProcessingException e) {
            throw new ConfigException(e.getOriginalMessage());
        }
    }

    /** The message of the record that refused a value; otherwise the key and the message of the mapper. */
    private static String errorMessage(JsonMappingException e) {
        String key = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
        if (e.getCause() instanceof IllegalArgumentException own) {
            String message = String.valueOf(own.getMessage());
            boolean named = key.isEmpty() || message.startsWith(key.split("\\.", 2)[0] + ".");
            return named ? message : key + ": " + message;
        }
        return key + ": " + expected(e);
    }

    /** In our words: those of the mapper are about its types. */
    private static String expected(JsonMappingException e) {
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            String words = Arrays.stream(format.getTargetType().getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", "));
            return format.getValue() + " (expected: one of " + words + ")";
        }
        return "of the wrong type (expected: see SETTINGS.md)";
    }

    private static String maskedJson(HubConfig config, ConfigTree tree) {
        ObjectNode maskedJson = ConfigJson.MAPPER.valueToTree(config);
        for (String key : SecretResolver.KEYS) {
            if (!tree.get(key).isNull()) {
                setText(maskedJson, key, SecretResolver.mask(tree.get(key).textValue()));
            }
        }
        if (config.auth().keys().jwks() != null) {
            setText(
                    maskedJson,
                    "auth.jwks",
                    SecretResolver.maskQuery(config.auth().keys().jwks()));
        }
        setServerKeys(maskedJson, tree, (key, reference) -> SecretResolver.mask(reference));
        return maskedJson.toPrettyString();
    }

    private static void setServerKeys(ObjectNode root, ConfigTree tree, BinaryOperator<String> replacement) {
        ((ObjectNode) root.get("auth"))
                .set("serverKeys", ServerKeyList.replace(tree.get(ServerKeyList.NAME), replacement));
    }

    private static void setText(ObjectNode root, String key, @Nullable String text) {
        int dot = key.indexOf('.');
        ((ObjectNode) root.get(key.substring(0, dot))).put(key.substring(dot + 1), text);
    }

    private static List<String> warnings(ConfigTree tree, Map<String, String> environment, HubConfig config) {
        AuthConfig auth = config.auth();
        List<String> warnings = new ArrayList<>();
        List<String> unknown = ConfigOverrides.unknown(tree, environment);
        if (!unknown.isEmpty()) {
            warnings.add("ignored, no such setting: " + String.join(", ", unknown));
        }
        List<String> links = ConfigOverrides.serviceLinks(tree, environment);
        if (!links.isEmpty()) {
            warnings.add(
                    "ignored, the address of a service: " + String.join(", ", links) + " (expected: a whole number;"
                            + " Kubernetes sets such variables for services unless the pod has enableServiceLinks: false)");
        }
        if (config.http().origins().contains("*")) {
            warnings.add(
                    "http.origins: * (expected: the origins of your pages; every page on the web may connect now, though"
                            + " only with a token of yours)");
        }
        if (auth.keys().jwks() != null
                && (auth.accepted().issuer() == null || auth.accepted().audience() == null)) {
            warnings.add("auth.jwks: without auth.issuer or auth.audience (expected: both; tokens that these keys sign"
                    + " for others are accepted, too)");
        }
        return warnings;
    }

    private ConfigLoader() {}
}
