// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.gateway.config.TcpBridgeConfig;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How many connections there are: in all, from each IP address and with each key. */
final class ConnectionLimits {
    private final TcpBridgeConfig config;
    private final Map<InetAddress, Integer> ofAddresses = new HashMap<>();
    private final Map<String, Integer> ofKeys = new HashMap<>();
    private int all;

    ConnectionLimits(TcpBridgeConfig config) {
        this.config = config;
    }

    /** Counts one more connection from an IP address; false: there are too many. */
    boolean take(InetAddress ip) {
        if (all >= config.maxConnections() || !take(ofAddresses, ip, config.connectionsPerAddress())) {
            return false;
        }
        all++;
        return true;
    }

    /** Counts one more connection with a key; false: there are too many. */
    boolean takeKey(String key) {
        return take(ofKeys, key, config.connectionsPerKey());
    }

    private static <K> boolean take(Map<K, Integer> counts, K of, int most) {
        int count = counts.getOrDefault(of, 0);
        if (count < most) {
            counts.put(of, count + 1);
        }
        return count < most;
    }

    /** A connection that was counted has ended. */
    void release(InetAddress ip) {
        all--;
        release(ofAddresses, ip);
    }

    /** The same, of one that had a key. */
    void releaseKey(String key) {
        release(ofKeys, key);
    }

    private static <K> void release(Map<K, Integer> counts, K of) {
        counts.computeIfPresent(of, (same, count) -> count == 1 ? null : count - 1);
    }
}
