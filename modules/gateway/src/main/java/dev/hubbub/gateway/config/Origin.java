// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page comes from, as a browser says it (RFC 6454): scheme, host and port, where the usual port of a scheme is left
 * out.
 *
 * @param scheme in lower case
 * @param host in lower case, an IPv6 address in brackets
 * @param port 0: the usual one
 */
public record Origin(String scheme, String host, int port) {
    private static final Pattern GRAMMAR =
            Pattern.compile("([a-z][a-z0-9+.-]*)://([a-z0-9_.-]+|\\[[0-9a-f:.]+])(?::([1-9][0-9]{0,4}))?");
    private static final Map<String, Integer> USUAL = Map.of("http", 80, "https", 443);

    /** Every page, pages without an origin, and files that are pages of an app. */
    private static final Set<String> UNUSUAL = Set.of("*", "null", "file://");

    /** Refuses an entry of {@code http.origins} that no browser sends. */
    static void requireSent(String entry) {
        String page = entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry;
        Settings.require(
                UNUSUAL.contains(entry) || parse(page).isPresent(),
                "http.origins",
                entry,
                "scheme://host or scheme://host:port as browsers send it, without the usual port, a path or"
                        + " wildcards; or *");
    }

    /** The origin of a request to this host; a port of 0 or less is the usual one. */
    public static Origin of(String scheme, String host, int port) {
        boolean usual = port <= 0 || USUAL.getOrDefault(scheme, 0) == port;
        return new Origin(scheme, host.toLowerCase(Locale.ROOT), usual ? 0 : port);
    }

    /** Reads what a browser may send; empty for anything else. */
    public static Optional<Origin> parse(String text) {
        Matcher origin = GRAMMAR.matcher(text.toLowerCase(Locale.ROOT));
        if (!origin.matches() || !isUsual(origin.group(2))) {
            return Optional.empty();
        }
        String scheme = origin.group(1);
        int port = origin.group(3) == null ? 0 : Integer.parseInt(origin.group(3));
        return port > 65_535 || (port > 0 && USUAL.getOrDefault(scheme, 0) == port)
                ? Optional.empty()
                : Optional.of(new Origin(scheme, origin.group(2), port));
    }

    /** Browsers write IP addresses in one way: {@code 127.1} and {@code [0:0::1]} reach them as other texts. */
    private static boolean isUsual(String host) {
        if (host.startsWith("[")) {
            InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
            return address != null && host.equals("[" + NetUtil.toAddressString(address) + "]");
        }
        String last = host.substring(host.lastIndexOf('.') + 1);
        return !last.matches("[0-9]+|0x[0-9a-f]*") || NetUtil.isValidIpV4Address(host);
    }
}
