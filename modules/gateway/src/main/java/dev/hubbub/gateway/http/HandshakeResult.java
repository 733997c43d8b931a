// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.limits.SocketRegistry;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the upgrade of a WebSocket found out about its client.
 *
 * @param ip the IP address that the socket counts for
 * @param identity who logged in at the upgrade, or null
 * @param socket the number that {@link SocketRegistry#acquire} gave to the socket, if there was a login
 * @param admittedAt when access admitted the user, by {@link System#nanoTime}
 */
public record HandshakeResult(InetAddress ip, @Nullable Identity identity, long socket, long admittedAt) {}
