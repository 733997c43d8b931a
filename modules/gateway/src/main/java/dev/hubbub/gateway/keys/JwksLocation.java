// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a set of keys is kept.
 *
 * @param url where it is published; null: in the file
 * @param file its path; null: at the address
 */
public record JwksLocation(URI url, String file) {
    private static final String SETTING = "auth.jwks: ";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** @throws IllegalArgumentException naming the setting */
    public static JwksLocation of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http:") || lower.startsWith("https:")) {
            return new JwksLocation(url(text), null);
        }
        String file = lower.startsWith("file:") ? text.substring(5) : text;
        if (file.isBlank() || file.startsWith("//") || file.contains("://")) {
            throw new IllegalArgumentException(
                    SETTING + "neither a file nor a web address (expected: file:/path, a path, or https://...)");
        }
        return new JwksLocation(null, file);
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

    /** For messages; without a query, which may hold what is nobody else's business. */
    @Override
    public String toString() {
        return file != null ? file : url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }
}
