// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import static dev.hubbub.gateway.config.Settings.defaults;
import static dev.hubbub.gateway.config.Settings.least;
import static dev.hubbub.gateway.config.Settings.require;
import static dev.hubbub.gateway.config.Settings.within;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the gateway. Key names in messages are those of the hub's configuration file.
 *
 * @param http where to listen
 * @param auth how tokens are verified
 * @param bridge what an operator exposes beside the hub's own addresses
 * @param sockets limits of each socket
 * @param feeds what feeds do about entries that were missed
 * @param limits limits of users and addresses
 * @param tcpBridge where processes of any language take part in the bus
 */
public record GatewayConfig(
        Http http,
        AuthConfig auth,
        Bridge bridge,
        Sockets sockets,
        Feeds feeds,
        LimitsConfig limits,
        TcpBridgeConfig tcpBridge) {
    /** A connection from which nothing comes for so long is cut, whatever it speaks. */
    public static final int READ_IDLE_MILLIS = 90_000;

    public GatewayConfig {
        http = http == null ? defaults(Http.class) : http;
        auth = auth == null ? defaults(AuthConfig.class) : auth;
        bridge = bridge == null ? new Bridge(List.of(), List.of()) : bridge;
        sockets = sockets == null ? Sockets.DEFAULTS : sockets;
        feeds = feeds == null ? Feeds.DEFAULTS : feeds;
        limits = limits == null ? LimitsConfig.DEFAULTS : limits;
        tcpBridge = tcpBridge == null ? TcpBridgeConfig.DEFAULTS : tcpBridge;
    }

    /**
     * Where to listen.
     *
     * @param host the address to bind, default 127.0.0.1
     * @param port 0 takes a free one, default 8080
     * @param origins the origins of pages that may connect, beside the hub's own; {@code *} lets every page in
     * @param eventLoops how many event loops serve sockets; default: one a processor
     * @param trustedProxies addresses and CIDR ranges of the proxies in front, whose {@code X-Forwarded-For} counts
     * @param fallbacks whether clients may do without WebSocket, default true
     * @param frameAncestors the origins of pages that may show the chat page in a frame; empty: none
     * @param tls for HTTPS; without it plain HTTP
     * @param basePath the path below which the hub is, for example {@code /chat}; default: none
     */
    public record Http(
            String host,
            Integer port,
            List<String> origins,
            Integer eventLoops,
            List<String> trustedProxies,
            Boolean fallbacks,
            List<String> frameAncestors,
            Tls tls,
            String basePath) {
        public Http {
            host = host == null ? "127.0.0.1" : host;
            port = within(0, 65_535, "http.port", port, 8080);
            origins = origins == null ? List.of() : List.copyOf(origins);
            eventLoops = eventLoops == null || eventLoops == 0
                    ? Integer.valueOf(Runtime.getRuntime().availableProcessors())
                    : eventLoops;
            require(eventLoops > 0, "http.eventLoops", eventLoops, ">= 1, or 0 for one a processor");
            origins.forEach(Origin::requireSent);
            fallbacks = fallbacks == null ? Boolean.TRUE : fallbacks;
            frameAncestors = PageAddresses.origins("http.frameAncestors", frameAncestors);
            tls = tls == null ? Tls.NONE : tls;
            basePath = Settings.path("http.basePath", basePath);
            trustedProxies = trustedProxies == null ? List.of() : List.copyOf(trustedProxies);
            trustedProxies.forEach(IpRange::requireRange);
        }

        /** The same on another port. */
        public Http at(int otherPort) {
            return new Http(
                    host, otherPort, origins, eventLoops, trustedProxies, fallbacks, frameAncestors, tls, basePath);
        }

        public List<IpRange> proxies() {
            return trustedProxies.stream()
                    .map(IpRange::parse)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /**
     * What the listener shows to clients; the port speaks TLS alone then. Files that change are read again.
     *
     * @param certificate a PEM file with the certificate and those that lead to its issuer
     * @param key a PEM file with its private key
     */
    public record Tls(@Nullable String certificate, @Nullable String key) {
        static final Tls NONE = new Tls(null, null);

        public Tls {
            String one = certificate == null ? "only key" : "only certificate";
            require((certificate == null) == (key == null), "http.tls", one, "certificate and key, or neither");
        }

        /** Whether there is one. */
        public boolean on() {
            return certificate != null;
        }
    }

    /**
     * Exact addresses of an operator's own verticles. The two lists have no address in common.
     *
     * @param inbound what clients may send requests to
     * @param outbound what clients may listen to
     */
    public record Bridge(List<Permit> inbound, List<Permit> outbound) {
        public Bridge {
            inbound = inbound == null ? List.of() : List.copyOf(inbound);
            outbound = outbound == null ? List.of() : List.copyOf(outbound);
            Set<String> seen = new HashSet<>();
            for (Permit permit : inbound) {
                require(seen.add(permit.address()), "bridge.inbound", permit.address(), "each address once");
            }
            for (Permit permit : outbound) {
                String address = permit.address();
                require(seen.add(address), "bridge.outbound", address, "each address once, in one list");
            }
        }
    }

    /**
     * One exposed address.
     *
     * @param address exact; none of the hub's own prefixes
     * @param match fields that a body must have, with these values; absent or empty: any body
     */
    public record Permit(String address, Map<String, Object> match) {
        private static final List<String> OURS = List.of("api.", "out.", "svc.", "evt.", "hook.", "__vertx");

        public Permit {
            require(address != null && !address.isBlank(), "bridge address", address, "a name");
            require(address.length() <= 200, "bridge address", address, "at most 200 characters");
            require(OURS.stream().noneMatch(address::startsWith), "bridge address", address, "none of ours " + OURS);
            match = match == null ? Map.of() : Map.copyOf(match);
        }
    }

    /**
     * Limits of each socket.
     *
     * @param loginMillis how long a socket may stay without a user, default 10,000
     * @param heartbeatMillis between two heartbeats; a peer is dead after one and 10 s more; default 25,000
     * @param writeIdleMillis how long nothing may leave a socket that has something to write, default 60,000
     * @param maxFrameBytes the largest message from a client, default 65,536; 0: {@code maxPendingBytes}
     * @param maxPendingBytes what may wait for a client that reads slowly, default 1,048,576
     * @param maxInFlight requests of one socket that are worked on at a time, default 64; more wait unread
     * @param maxSubscriptions what one socket may listen to, default 200; 0: any number
     * @param maxSockets sockets on one node, default 20,000
     * @param fallbackIdleMillis how long a client without WebSocket may take to its next request, default 10,000
     */
    public record Sockets(
            Integer loginMillis,
            Integer heartbeatMillis,
            Integer writeIdleMillis,
            Integer maxFrameBytes,
            Integer maxPendingBytes,
            Integer maxInFlight,
            Integer maxSubscriptions,
            Integer maxSockets,
            Integer fallbackIdleMillis) {
        /** The values used where nothing is set. */
        public static final Sockets DEFAULTS = defaults(Sockets.class);

        public Sockets {
            loginMillis = least(1, "sockets.loginMillis", loginMillis, 10_000);
            heartbeatMillis = least(1, "sockets.heartbeatMillis", heartbeatMillis, 25_000);
            writeIdleMillis = least(1, "sockets.writeIdleMillis", writeIdleMillis, 60_000);
            maxPendingBytes = least(1, "sockets.maxPendingBytes", maxPendingBytes, 1_048_576);
            maxFrameBytes = least(0, "sockets.maxFrameBytes", maxFrameBytes, 65_536);
            maxFrameBytes = maxFrameBytes == 0 ? maxPendingBytes : maxFrameBytes;
            maxInFlight = least(1, "sockets.maxInFlight", maxInFlight, 64);
            maxSubscriptions = least(0, "sockets.maxSubscriptions", maxSubscriptions, 200);
            maxSockets = least(1, "sockets.maxSockets", maxSockets, 20_000);
            fallbackIdleMillis = least(1, "sockets.fallbackIdleMillis", fallbackIdleMillis, 10_000);
            require(
                    heartbeatMillis <= Math.min(writeIdleMillis, READ_IDLE_MILLIS) / 2,
                    "sockets.heartbeatMillis",
                    heartbeatMillis,
                    "at most half of sockets.writeIdleMillis and of " + READ_IDLE_MILLIS);
        }
    }

    /**
     * What feeds do about entries that were missed.
     *
     * @param maxReplay how many entries are sent again to a client that comes back, default 1,000; 0: none
     * @param compareMillis how often a room's position is compared with the store, default 4,000
     */
    public record Feeds(Integer maxReplay, Integer compareMillis) {
        /** The values used where nothing is set. */
        public static final Feeds DEFAULTS = defaults(Feeds.class);

        public Feeds {
            maxReplay = within(0, 100_000, "feeds.maxReplay", maxReplay, 1_000);
            compareMillis = within(100, 3_600_000, "feeds.compareMillis", compareMillis, 4_000);
        }
    }
}
