// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.gateway.config.IpRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds which IP address a request counts for: that of its connection or, behind a trusted proxy, the one that the
 * proxy saw. {@code X-Forwarded-For} is read from the right, where the trusted proxies wrote; what a client put there
 * stays to the left of what is read. From other peers the header means nothing.
 */
public final class ClientIpResolver {
    private static final int NETWORK_BYTES = 8;

    /** Some proxies add the port. */
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[([0-9a-fA-F:.]{2,45})](?::\\d{1,5})?|(\\d{1,3}(?:\\.\\d{1,3}){3}):\\d{1,5}");

    private final List<IpRange> trusted;

    /** @param trusted the proxies in front of this node */
    public ClientIpResolver(List<IpRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * The IP address to count by. Of an IPv6 address that is its /64: a client that has one of its addresses has all.
     *
     * @param peer the other end of the connection
     * @param forwardedFor the values of {@code X-Forwarded-For}, in the order of the request
     */
    public InetAddress resolve(String peer, List<String> forwardedFor) {
        InetAddress address = IpRange.address(peer).orElse(InetAddress.getLoopbackAddress());
        return network(isTrusted(address) ? client(address, forwardedFor) : address);
    }

    /** Whether the other end of a connection is a trusted proxy. */
    public boolean isTrusted(String peer) {
        return IpRange.address(peer).filter(this::isTrusted).isPresent();
    }

    private InetAddress client(InetAddress proxy, List<String> forwardedFor) {
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        InetAddress seen = proxy;
        for (int at = hops.length - 1; at >= 0 && isTrusted(seen); at--) {
            Optional<InetAddress> hop = hop(hops[at].strip());
            if (hop.isEmpty()) {
                return proxy;
            }
            seen = hop.get();
        }
        return seen;
    }

    private static Optional<InetAddress> hop(String text) {
        Matcher ported = WITH_PORT.matcher(text);
        if (!ported.matches()) {
            return IpRange.address(text);
        }
        return IpRange.address(ported.group(1) != null ? ported.group(1) : ported.group(2));
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static InetAddress network(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length <= NETWORK_BYTES) {
            return address;
        }
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }
}
