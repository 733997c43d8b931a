// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.gateway.auth.Identity;
import java.net.InetAddress;

/**
 * How a socket came.
 *
 * @param address the one that it counts for
 * @param identity who logged in at the upgrade, or null
 * @param place the number that {@link Audience#enter} gave it, when somebody did
 * @param admittedAt when access let that somebody in, by {@link System#nanoTime}
 */
public record Arrival(InetAddress address, Identity identity, long place, long admittedAt) {}
