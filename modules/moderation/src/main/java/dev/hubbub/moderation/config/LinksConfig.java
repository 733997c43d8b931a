// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.config;

import java.util.List;
import java.util.Set;

/**
 * The keys {@code moderation.links.*}.
 *
 * @param on whether links are looked at, default false
 * @param action what is done with those that are not allowed, default {@code refuse}
 * @param schemes that links may have; none (default): {@code http} and {@code https}
 * @param allowedHosts hosts that links may lead to, with all below them; none: all hosts
 * @param forbiddenHosts hosts that links must not lead to, with all below them, and those that look like them
 * @param addresses whether links may lead to IP addresses, default false
 */
public record LinksConfig(
        Boolean on,
        StageAction action,
        Set<String> schemes,
        List<String> allowedHosts,
        List<String> forbiddenHosts,
        Boolean addresses) {
    /** Links are not looked at. */
    public static final LinksConfig OFF =
            new LinksConfig(false, StageAction.REFUSE, Set.of(), List.of(), List.of(), false);

    private static final String KEY = "moderation.links.";
    private static final Set<String> WEB = Set.of("http", "https");

    public LinksConfig {
        on = on == null ? Boolean.FALSE : on;
        action = action == null ? StageAction.REFUSE : action;
        schemes = Values.copy(schemes);
        allowedHosts = Values.hosts(KEY + "allowedHosts", allowedHosts);
        forbiddenHosts = Values.hosts(KEY + "forbiddenHosts", forbiddenHosts);
        addresses = addresses == null ? Boolean.FALSE : addresses;
        for (String scheme : schemes) {
            if (!scheme.matches("[a-z][a-z0-9+.-]{0,31}")) {
                throw new IllegalArgumentException(
                        KEY + "schemes: " + scheme + " (expected: a scheme in lower case, such as https)");
            }
        }
    }

    /** Whether links may have a scheme. */
    public boolean allowsScheme(String scheme) {
        return (schemes.isEmpty() ? WEB : schemes).contains(scheme);
    }
}
