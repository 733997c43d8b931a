// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hubbub.gateway.config.GatewayConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Reads settings: defaults, then the file, then what the command suggests in place of a default, then the environment,
 * then the command line.
 */
public final class ConfigLoader {
    private static final List<String> KEYS =
            List.of(Secrets.HS256, Secrets.RS256, Secrets.ES256, Secrets.EDDSA, "auth.jwks");

    /**
     * The effective settings.
     *
     * @throws ConfigException naming the first key that is unknown, of the wrong type or out of bounds
     */
    public static LoadedConfig load(ConfigSources sources) {
        return load(sources, new Secrets(sources.environment())::resolve);
    }

    /** The same without secrets, for who needs none: what they refer to need not be there. */
    public static LoadedConfig loadWithoutSecrets(ConfigSources sources) {
        return load(sources, (key, reference) -> null);
    }

    private static LoadedConfig load(ConfigSources sources, BinaryOperator<String> secrets) {
        ConfigTree tree = new ConfigTree(defaults());
        if (sources.file() != null) {
            tree.merge(readFile(sources.file()), sources.file().toString());
        }
        suggest(tree, sources.suggestions());
        Environment.apply(tree, sources.environment());
        Environment.applyOptions(tree, sources.options());
        boolean keyless = KEYS.stream().allMatch(key -> tree.get(key).isNull());
        if (keyless && sources.keyFile() != null) {
            tree.set(
                    Secrets.HS256,
                    TextNode.valueOf("file:" + sources.keyFile()),
                    sources.keyFile().toString());
        }
        HubConfig config = map(tree, secrets);
        return new LoadedConfig(config, shown(config, tree), warnings(tree, sources.environment(), config.auth()));
    }

    private static ObjectNode defaults() {
        return ConfigJson.MAPPER.valueToTree(HubConfig.DEFAULTS);
    }

    /** A file that repeats a default, as conf/hub.json does with all of them, has not decided anything. */
    private static void suggest(ConfigTree tree, Map<String, String> suggestions) {
        ConfigTree defaults = new ConfigTree(defaults());
        Map<String, String> open = new HashMap<>(suggestions);
        open.keySet().removeIf(key -> !tree.get(key).equals(defaults.get(key)));
        Environment.applyOptions(tree, open);
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
            throw new ConfigException(file + place + ": " + e.getOriginalMessage() + " (expected: JSON)");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read (expected: a readable JSON file in UTF-8)");
        }
    }

    /** @param secrets from a key and its reference to the secret */
    private static HubConfig map(ConfigTree tree, BinaryOperator<String> secrets) {
        ObjectNode resolved = tree.copy();
        for (String key : Secrets.KEYS) {
            if (!tree.get(key).isNull()) {
                put(resolved, key, secrets.apply(key, tree.get(key).textValue()));
            }
        }
        try {
            return ConfigJson.MAPPER.treeToValue(resolved, HubConfig.class);
        } catch (JsonMappingException e) {
            throw new ConfigException(fault(e));
        } catch (JsonProcessingException e) {
            throw new ConfigException(e.getOriginalMessage());
        }
    }

    /** A record's own words where it refused a value; else the key, with what only the mapper can know. */
    private static String fault(JsonMappingException e) {
        String key = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
        if (e.getCause() instanceof IllegalArgumentException own) {
            boolean named = key.isEmpty() || own.getMessage().startsWith(key.split("\\.", 2)[0] + ".");
            return named ? own.getMessage() : key + ": " + own.getMessage();
        }
        String problem = e.getOriginalMessage().lines().findFirst().orElse("");
        return key + ": " + problem.replaceAll("[`\"]?dev\\.hubbub[\\w.$]*\\.", "") + " (expected: see conf/hub.json)";
    }

    private static String shown(HubConfig config, ConfigTree tree) {
        ObjectNode shown = ConfigJson.MAPPER.valueToTree(config);
        for (String key : Secrets.KEYS) {
            if (!tree.get(key).isNull()) {
                put(shown, key, Secrets.masked(tree.get(key).textValue()));
            }
        }
        return shown.toPrettyString();
    }

    private static void put(ObjectNode root, String key, String text) {
        int dot = key.indexOf('.');
        ((ObjectNode) root.get(key.substring(0, dot))).put(key.substring(dot + 1), text);
    }

    private static List<String> warnings(ConfigTree tree, Map<String, String> environment, GatewayConfig.Auth auth) {
        List<String> warnings = new ArrayList<>();
        List<String> unknown = Environment.unknown(tree, environment);
        if (!unknown.isEmpty()) {
            warnings.add("ignored, no such setting: " + String.join(", ", unknown));
        }
        if (auth.jwks() != null && (auth.issuer() == null || auth.audience() == null)) {
            warnings.add("auth.jwks: without auth.issuer or auth.audience (expected: both; tokens that these keys sign"
                    + " for others are accepted, too)");
        }
        return warnings;
    }

    private ConfigLoader() {}
}
