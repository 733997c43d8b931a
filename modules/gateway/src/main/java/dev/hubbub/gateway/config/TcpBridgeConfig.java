// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import static dev.hubbub.gateway.config.Settings.defaults;
import static dev.hubbub.gateway.config.Settings.require;
import static dev.hubbub.gateway.config.Settings.within;

import org.jspecify.annotations.Nullable;

/**
 * Where processes of any language take part in the bus, in the frames of the Vert.x TCP event bus bridge.
 *
 * @param enabled whether there is a listener, default false
 * @param host the address to bind, default 127.0.0.1
 * @param port 0 takes a free one, default 7000
 * @param tls for TLS; without it plain TCP
 * @param loginMillis how long a connection may take to send its key, default 10,000
 * @param idleMillis how long a connection may send no frame, default 35,000
 * @param writeIdleMillis how long nothing may leave a connection that has something to write, default 60,000
 * @param answerMillis how long a process may take for an answer, default 5,000
 * @param maxFrameBytes the largest frame from a process, default 1,048,576
 * @param maxPendingBytes what may wait for a process that reads slowly, default 4,194,304
 * @param maxInFlight requests of one connection that are worked on at a time, default 64; more wait unread
 * @param maxAnswers requests that wait for answers of one connection, default 1,000
 * @param maxRegistrations addresses of one connection, default 200
 * @param maxConnections connections on one node, default 1,000
 * @param connectionsPerKey connections with one key, default 100
 * @param connectionsPerAddress connections from one IP address, default 100
 */
public record TcpBridgeConfig(
        Boolean enabled,
        String host,
        Integer port,
        Tls tls,
        Integer loginMillis,
        Integer idleMillis,
        Integer writeIdleMillis,
        Integer answerMillis,
        Integer maxFrameBytes,
        Integer maxPendingBytes,
        Integer maxInFlight,
        Integer maxAnswers,
        Integer maxRegistrations,
        Integer maxConnections,
        Integer connectionsPerKey,
        Integer connectionsPerAddress) {
    /** The values used where nothing is set. */
    public static final TcpBridgeConfig DEFAULTS = defaults(TcpBridgeConfig.class);

    private static final int DAY = 86_400_000;
    private static final int MAX_BYTES = 67_108_864;

    public TcpBridgeConfig {
        enabled = enabled == null ? Boolean.FALSE : enabled;
        host = host == null ? "127.0.0.1" : host;
        port = within(0, 65_535, "tcpBridge.port", port, 7_000);
        tls = tls == null ? new Tls(null, null) : tls;
        loginMillis = within(1, DAY, "tcpBridge.loginMillis", loginMillis, 10_000);
        idleMillis = within(1, DAY, "tcpBridge.idleMillis", idleMillis, 35_000);
        writeIdleMillis = within(1, DAY, "tcpBridge.writeIdleMillis", writeIdleMillis, 60_000);
        answerMillis = within(1, 60_000, "tcpBridge.answerMillis", answerMillis, 5_000);
        maxFrameBytes = within(1_024, MAX_BYTES, "tcpBridge.maxFrameBytes", maxFrameBytes, 1_048_576);
        maxPendingBytes = within(1_024, MAX_BYTES, "tcpBridge.maxPendingBytes", maxPendingBytes, 4_194_304);
        maxInFlight = within(1, 10_000, "tcpBridge.maxInFlight", maxInFlight, 64);
        maxAnswers = within(1, 100_000, "tcpBridge.maxAnswers", maxAnswers, 1_000);
        maxRegistrations = within(1, 10_000, "tcpBridge.maxRegistrations", maxRegistrations, 200);
        maxConnections = within(1, 100_000, "tcpBridge.maxConnections", maxConnections, 1_000);
        connectionsPerKey = within(1, 100_000, "tcpBridge.connectionsPerKey", connectionsPerKey, 100);
        connectionsPerAddress = within(1, 100_000, "tcpBridge.connectionsPerAddress", connectionsPerAddress, 100);
    }

    /**
     * What the listener shows to processes; the port speaks TLS alone then. Files that change are read again.
     *
     * @param certificate a PEM file with the certificate and those that lead to its issuer
     * @param key a PEM file with its private key
     */
    public record Tls(@Nullable String certificate, @Nullable String key) {
        public Tls {
            String one = certificate == null ? "only key" : "only certificate";
            require((certificate == null) == (key == null), "tcpBridge.tls", one, "certificate and key, or neither");
        }

        /** Whether there is one. */
        public boolean on() {
            return certificate != null;
        }
    }
}
