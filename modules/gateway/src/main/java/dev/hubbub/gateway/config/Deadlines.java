// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

/**
 * How long the gateway waits, in milliseconds, where PROTOCOL.md promises a time. No settings; tests use shorter ones.
 *
 * @param heartbeatAnswer for a sign of life after a heartbeat
 * @param request for the rest of a request, and for the next one on an idle connection
 * @param unread for a client to read the end of a polling response
 * @param closing for a client to answer the close of its WebSocket
 * @param replay for the store to be readable again
 * @param certificate between two looks at the certificate's files
 */
public record Deadlines(long heartbeatAnswer, long request, long unread, long closing, long replay, long certificate) {
    /** What the gateway uses. */
    public static final Deadlines STANDARD = new Deadlines(10_000, 10_000, 10_000, 5_000, 10_000, 60_000);
}
