// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code cluster.*}. Nodes find each other by an explicit list only.
 *
 * @param enabled whether {@code serve} joins a cluster, default false
 * @param name the same on all nodes of a cluster; no default, so that two clusters never join by accident
 * @param host the address that this node binds for its peers, default 127.0.0.1
 * @param port the port for membership (Hazelcast), default 5701
 * @param members {@code host:port} of nodes to look for at the start; may contain this node
 * @param busPort the port of the event bus, default 0: a free one
 * @param publicHost the address by which other nodes reach this node, if it differs from {@code host}
 * @param publicPort the membership port that other nodes use, default 0: {@code port}
 * @param busPublicPort the event bus port that other nodes use, default 0: {@code busPort}
 * @param tls the certificates of the event bus; without them it is neither encrypted nor authenticated, and a process
 *     that reaches its port controls the hub
 * @param insecure whether the node may do without {@code tls} on an address that other machines reach, default false
 * @param config a Hazelcast XML file that replaces host, port and members; the event bus then binds the address of the
 *     member, or {@code host} if that is no loopback address
 */
public record ClusterConfig(
        Boolean enabled,
        @Nullable String name,
        String host,
        Integer port,
        List<String> members,
        Integer busPort,
        @Nullable String publicHost,
        Integer publicPort,
        Integer busPublicPort,
        Tls tls,
        Boolean insecure,
        @Nullable String config) {

    /**
     * The keys {@code cluster.tls.*}: all of them, or none.
     *
     * @param certificate a PEM file: the certificate of this node
     * @param key a PEM file (PKCS#8): the key of that certificate
     * @param authority a PEM file: the authority that signed the certificates of all nodes
     */
    public record Tls(@Nullable String certificate, @Nullable String key, @Nullable String authority) {
        static final Tls NONE = new Tls(null, null, null);

        public Tls {
            boolean all = certificate != null && key != null && authority != null;
            boolean none = certificate == null && key == null && authority == null;
            require(all || none, "cluster.tls", "set in part", "certificate, key and authority, or none of them");
            requireFile("cluster.tls.certificate", certificate);
            requireFile("cluster.tls.key", key);
            requireFile("cluster.tls.authority", authority);
        }

        private static void requireFile(String key, @Nullable String file) {
            require(file == null || Files.isReadable(Path.of(file)), key, file, "a readable PEM file");
        }

        /** Whether the event bus is encrypted. */
        @JsonIgnore
        public boolean isSet() {
            return certificate != null;
        }
    }

    public ClusterConfig {
        enabled = enabled != null && enabled;
        host = host == null ? "127.0.0.1" : host;
        port = port == null ? Integer.valueOf(5701) : port;
        members = members == null ? List.of() : List.copyOf(members);
        busPort = busPort == null ? Integer.valueOf(0) : busPort;
        publicPort = publicPort == null ? Integer.valueOf(0) : publicPort;
        busPublicPort = busPublicPort == null ? Integer.valueOf(0) : busPublicPort;
        tls = tls == null ? Tls.NONE : tls;
        insecure = insecure != null && insecure;
        require(publicPort >= 0 && publicPort <= 65_535, "cluster.publicPort", publicPort, "0 to 65535");
        require(busPublicPort >= 0 && busPublicPort <= 65_535, "cluster.busPublicPort", busPublicPort, "0 to 65535");
        require(port > 0 && port <= 65_535, "cluster.port", port, "1 to 65535");
        require(busPort >= 0 && busPort <= 65_535, "cluster.busPort", busPort, "0 to 65535");
        require(!enabled || (name != null && !name.isBlank()), "cluster.name", name, "a name of your own");
        for (String member : members) {
            require(member.matches("\\S+:\\d{1,5}"), "cluster.members", member, "host:port");
        }
        require(!enabled || config != null || !members.isEmpty(), "cluster.members", members, "at least one host:port");
        if (enabled) {
            requireOneAddress(host, publicHost, config, members);
            require(
                    insecure || tls.isSet() || !isOnNetwork(host, config),
                    "cluster.tls",
                    "not set, and cluster." + (config == null ? "host is " + host : "config is " + config),
                    "cluster.tls, as a process that reaches the port of the event bus controls the hub; or"
                            + " cluster.insecure: true, in a network of its own");
        }
    }

    /** Nodes tell each other where they are, and "everywhere" is no place. */
    private static void requireOneAddress(
            String host, @Nullable String publicHost, @Nullable String config, List<String> members) {
        require(
                !isAny(host) || (config != null && publicHost != null),
                "cluster.host",
                host,
                "the one address of this machine by which the other nodes reach it");
        require(publicHost == null || !isAny(publicHost), "cluster.publicHost", publicHost, "an address of this node");
        for (String member : members) {
            String name = member.substring(0, member.lastIndexOf(':'));
            require(!isAny(name), "cluster.members", member, "host:port of a node");
        }
    }

    private static boolean isAny(String host) {
        return host.matches("0+(\\.0+){0,3}|\\*|\\[?(0{0,4}:){2,7}0{0,4}]?");
    }

    /** Whether other machines may reach the ports of this node. */
    public static boolean isOnNetwork(String host, @Nullable String config) {
        try {
            return config != null || !InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /** A cluster with defaults for the rarely used settings. */
    public static ClusterConfig of(String name, String host, Integer port, List<String> members) {
        return new ClusterConfig(true, name, host, port, members, 0, null, 0, 0, Tls.NONE, false, null);
    }

    private static void require(boolean holds, String key, @Nullable Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: " + expected + ")");
        }
    }
}
