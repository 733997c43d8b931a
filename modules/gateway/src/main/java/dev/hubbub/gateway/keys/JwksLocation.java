// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a set of keys is kept.
 *
 * @param place for messages: the path of the file, or the web address without its query, which may hold a secret
 * @param url the web address where it is published; null: it is in the file
 */
public record JwksLocation(String place, @Nullable URI url) {
    private static final String SETTING = "auth.jwks: ";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** @throws IllegalArgumentException naming the setting */
    public static JwksLocation of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http:") || lower.startsWith("https:")) {
            URI url = url(text);
            return new JwksLocation(url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath(), url);
        }
        String file = lower.startsWith("file:") ? text.substring(5) : text;
        if (file.isBlank() || file.startsWith("//") || file.contains("://")) {
            throw new IllegalArgumentException(
                    SETTING + "neither a file nor a web address (expected: file:/path, a path, or https://...)");
        }
        return new JwksLocation(file, null);
    }

    private static URI url(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(SETTING + "not a web address (expected: https://host/path)");
        }
        if (url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    SETTING + "no host, or a user in it (expected: https://host/path, without credentials)");
        }
        boolean plain = url.getScheme().equalsIgnoreCase("http");
        if (plain && !LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException(SETTING + "http://" + url.getHost()
                    + " (expected: https://, since whoever can change the keys can sign tokens)");
        }
        return url;
    }

    public boolean isPublished() {
        return url != null;
    }

    /** Its place alone. */
    @Override
    public String toString() {
        return place;
    }
}
