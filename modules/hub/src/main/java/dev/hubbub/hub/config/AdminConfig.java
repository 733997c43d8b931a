// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

/**
 * The keys {@code admin.*}: where a node shows its metrics. There is no login, so keep it on loopback or in a private
 * network.
 *
 * @param enabled default true
 * @param host the address to bind, default 127.0.0.1
 * @param port default 8081; 0 takes a free one
 */
public record AdminConfig(Boolean enabled, String host, Integer port) {
    public AdminConfig {
        enabled = enabled == null ? Boolean.TRUE : enabled;
        host = host == null ? "127.0.0.1" : host;
        port = port == null ? Integer.valueOf(8081) : port;
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("admin.port: " + port + " (expected: 0 to 65535)");
        }
    }
}
