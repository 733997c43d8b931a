// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.content;

import dev.hubbub.contract.value.Check;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Checks the URL of a file: absolute, {@code https} or {@code http}, at most 2,048 printable ASCII characters, without user
 * name and password. Its host may not be this machine or a private address, written as such: the browsers of readers
 * would call devices of their own networks. Names are not looked up.
 */
final class FileUrl {
    private static final int MAX_LENGTH = 2_048;

    /** A number in a form that browsers read as an IPv4 address: decimal, octal or hexadecimal, with up to four parts. */
    private static final Pattern NUMBER =
            Pattern.compile("(0[xX][0-9a-fA-F]*|[0-9]+)(\\.(0[xX][0-9a-fA-F]*|[0-9]+))*\\.?");

    private static final Pattern PUBLIC_IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");

    static void check(String field, String url) {
        Check.printable(field, url, MAX_LENGTH);
        URI uri = parse(field, url);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException(field + ": scheme " + scheme + " (expected: https or http)");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(field + ": no host, or a user name (expected: https://host/path)");
        }
        if (isPrivate(uri.getHost().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(field + ": a private address (expected: a public host)");
        }
    }

    private static URI parse(String field, String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(field + ": no URL (expected: https://host/path)", e);
        }
    }

    private static boolean isPrivate(String host) {
        if (host.startsWith("[")) {
            return isPrivateIpv6(host.substring(1, host.length() - 1));
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (NUMBER.matcher(name).matches()) {
            return !PUBLIC_IPV4.matcher(name).matches() || isPrivateIpv4(name.split("\\."));
        }
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.endsWith(".local")
                || name.endsWith(".internal");
    }

    /** RFC 1918, RFC 6598, loopback, link-local and this network; numbers with a leading 0 are octal to browsers. */
    private static boolean isPrivateIpv4(String[] parts) {
        for (String part : parts) {
            if (part.length() > 1 && part.startsWith("0")) {
                return true;
            }
        }
        int first = Integer.parseInt(parts[0]);
        int second = Integer.parseInt(parts[1]);
        return first == 0
                || first == 10
                || first == 127
                || (first == 100 && second >= 64 && second < 128)
                || (first == 169 && second == 254)
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168);
    }

    /** Only global unicast addresses (RFC 4291: 2000::/3) are public. */
    private static boolean isPrivateIpv6(String address) {
        return !(address.length() >= 4
                && (address.charAt(0) == '2' || address.charAt(0) == '3')
                && address.indexOf(':') == 4);
    }

    private FileUrl() {}
}
