// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import java.util.Map;

/** Environment variables that disable limits which the load would exceed; a hub ignores those that it does not know. */
final class DisabledLimits {
    static final Map<String, String> ENVIRONMENT = Map.of(
            "HUB_LIMITS_MESSAGES_PER_MINUTE", "0",
            "HUB_LIMITS_MEMBERSHIP_CHANGES_PER_MINUTE", "0",
            "HUB_LIMITS_REQUESTS_PER_SECOND", "0",
            "HUB_LIMITS_FRAMES_PER_SECOND", "0",
            "HUB_LIMITS_SOCKETS_PER_USER", "0",
            "HUB_LIMITS_UPGRADES_PER_SECOND", "0",
            "HUB_ROOMS_MAX_MEMBERS", "0",
            "HUB_ROOMS_MAX_PER_USER", "0",
            "HUB_ROOMS_STRANGERS_PER_HOUR", "0");

    private DisabledLimits() {}
}
