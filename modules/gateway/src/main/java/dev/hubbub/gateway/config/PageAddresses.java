// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import static dev.hubbub.gateway.config.Settings.require;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of the settings that name pages of the host app. */
final class PageAddresses {
    private static final int MAX_ORIGINS = 50;
    private static final int MAX_LENGTH = 2_000;
    private static final Pattern ORIGIN =
            Pattern.compile("(https?)://(?:[a-z0-9-]+(?:\\.[a-z0-9-]+)*|\\[[0-9a-f:.]+])(?::([1-9][0-9]{0,4}))?");

    /** Origins as browsers write them: these texts are compared, and stand in a header. */
    static List<String> origins(String key, @Nullable List<String> given) {
        List<String> origins = given == null
                ? List.of()
                : given.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
        require(origins.size() <= MAX_ORIGINS, key, origins.size(), "at most " + MAX_ORIGINS);
        for (String origin : origins) {
            require(
                    isOrigin(origin),
                    key,
                    origin,
                    "scheme://host or scheme://host:port, without the usual port, a"
                            + " path or wildcards, such as https://app.example");
        }
        return origins;
    }

    private static boolean isOrigin(String text) {
        Matcher origin = ORIGIN.matcher(text);
        if (!origin.matches()) {
            return false;
        }
        int usual = origin.group(1).equals("https") ? 443 : 80;
        int port = origin.group(2) == null ? 0 : Integer.parseInt(origin.group(2));
        return port <= 65_535 && port != usual;
    }

    /** A whole address, or a path on the host of the page. No {@code javascript:}, no name before the host. */
    static void checkLogin(String key, @Nullable String address) {
        require(
                address == null || isLogin(address),
                key,
                address,
                "an http or https address, or a path such as /login?next={page}");
    }

    private static boolean isLogin(String address) {
        try {
            URI uri = URI.create(address.replace("{page}", "page"));
            boolean isPath = !uri.isAbsolute() && uri.getRawAuthority() == null && address.startsWith("/");
            boolean isWeb = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null;
            return address.length() <= MAX_LENGTH && (isPath || isWeb);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private PageAddresses() {}
}
