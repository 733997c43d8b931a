// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import java.util.List;

/**
 * The keys {@code cluster.*}. Nodes find each other by an explicit list and by nothing else.
 *
 * @param enabled whether {@code serve} joins a cluster, default false
 * @param name what all nodes of one cluster are given; no default, so that strangers never meet
 * @param host the address that this node binds for its peers, default 127.0.0.1
 * @param port the port of membership (Hazelcast), default 5701
 * @param members {@code host:port} of nodes to look for at the start, this one may be among them
 * @param busPort the port of the event bus, default 0: a free one
 * @param config a Hazelcast XML file that decides about the network in place of host, port and members
 */
public record Cluster(
        Boolean enabled, String name, String host, Integer port, List<String> members, Integer busPort, String config) {
    public Cluster {
        enabled = enabled != null && enabled;
        host = host == null ? "127.0.0.1" : host;
        port = port == null ? Integer.valueOf(5701) : port;
        members = members == null ? List.of() : List.copyOf(members);
        busPort = busPort == null ? Integer.valueOf(0) : busPort;
        require(port > 0 && port <= 65_535, "cluster.port", port, "1 to 65535");
        require(busPort >= 0 && busPort <= 65_535, "cluster.busPort", busPort, "0 to 65535");
        require(!enabled || (name != null && !name.isBlank()), "cluster.name", name, "a name of your own");
        for (String member : members) {
            require(member.matches("\\S+:\\d{1,5}"), "cluster.members", member, "host:port");
        }
        require(!enabled || config != null || !members.isEmpty(), "cluster.members", members, "at least one host:port");
    }

    private static void require(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: " + expected + ")");
        }
    }
}
