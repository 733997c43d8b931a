// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.gateway.dialect.Dialect;

/**
 * What is spoken at an endpoint.
 *
 * @param dialect the shapes of packets and messages
 * @param handler what the packets of a client mean
 */
public record Endpoint(Dialect dialect, PacketHandler handler) {}
