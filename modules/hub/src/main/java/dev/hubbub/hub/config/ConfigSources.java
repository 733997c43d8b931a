// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sources of settings beside the defaults.
 *
 * @param suggestions defaults of a command, written as in the environment
 * @param file a JSON file shaped like {@code conf/hub.json}, or null
 * @param environment variables such as {@code HUB_ROOMS_MAX_MEMBERS}; {@code PORT} stands for {@code http.port}
 * @param options keys set on the command line, with values written as in the environment
 * @param keyFile the secret of HS256, used if no key is set; or null
 */
public record ConfigSources(
        Map<String, String> suggestions,
        @Nullable Path file,
        Map<String, String> environment,
        Map<String, String> options,
        @Nullable Path keyFile) {
    public ConfigSources {
        suggestions = Map.copyOf(suggestions);
        environment = Map.copyOf(environment);
        options = Map.copyOf(options);
    }

    /** The defaults only. */
    public static ConfigSources none() {
        return new ConfigSources(null, Map.of(), Map.of(), null);
    }

    /** Sources without suggestions. */
    public ConfigSources(
            @Nullable Path file, Map<String, String> environment, Map<String, String> options, @Nullable Path keyFile) {
        this(Map.of(), file, environment, options, keyFile);
    }

    /** The same with suggestions. */
    public ConfigSources withSuggestions(Map<String, String> values) {
        return new ConfigSources(values, file, environment, options, keyFile);
    }
}
