// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

/** Turns the packets of a client into requests: one for each dialect. */
@FunctionalInterface
public interface PacketHandler {
    /** Handles one packet; the packets of a session come in order. */
    void handle(ClientSession session, String packet);
}
