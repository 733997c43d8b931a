// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import java.util.List;

/**
 * Settings that were read and found good.
 *
 * @param config with secrets resolved
 * @param maskedJson the effective values as JSON, with references in place of secrets
 * @param warnings lines for the operator, about nothing that stops a start
 */
public record LoadedConfig(HubConfig config, String maskedJson, List<String> warnings) {
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }

    /** No secret. */
    @Override
    public String toString() {
        return maskedJson;
    }
}
