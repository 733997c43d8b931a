// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import java.util.List;

/**
 * Settings that were read and are valid.
 *
 * @param config the settings, with resolved secrets
 * @param maskedJson the effective values as JSON, with references in place of secrets
 * @param warnings lines for the operator that do not stop the start
 */
public record LoadedConfig(HubConfig config, String maskedJson, List<String> warnings) {
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }

    /** Contains no secret. */
    @Override
    public String toString() {
        return maskedJson;
    }
}
