// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** An IP address, or a range of them in CIDR notation. Names are never looked up. */
public final class IpRange {
    private final IpSubnetFilterRule rule;

    private IpRange(IpSubnetFilterRule rule) {
        this.rule = rule;
    }

    /** Refuses an entry of {@code http.trustedProxies} that is none. */
    static void requireRange(String entry) {
        boolean range = parse(entry).isPresent();
        Settings.require(range, "http.trustedProxies", entry, "an IP address, or a range such as 10.0.0.0/8");
    }

    /** The range of a text such as {@code 10.0.0.0/8} or {@code ::1}; empty when it is none. */
    public static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (address.isEmpty() || (slash >= 0 && !length.matches("\\d{1,3}"))) {
            return Optional.empty();
        }
        int bits = 8 * address.get().getAddress().length;
        int prefix = slash < 0 ? bits : Integer.parseInt(length);
        return prefix > bits
                ? Optional.empty()
                : Optional.of(new IpRange(new IpSubnetFilterRule(address.get(), prefix, IpFilterRuleType.ACCEPT)));
    }

    /** The address of a literal; an IPv4 address that is mapped to IPv6 counts as IPv4. */
    public static Optional<InetAddress> address(String literal) {
        byte[] bytes = literal.isEmpty() ? null : NetUtil.createByteArrayFromIpAddressString(literal);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            return Optional.empty(); // of another length than addresses have; that cannot be
        }
    }

    public boolean contains(InetAddress address) {
        return rule.matches(new InetSocketAddress(address, 0));
    }
}
