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
 * @param limits for {@code limits} to answer, before this node decides by itself
 * @param life for the other sockets of a user who has too many to give a sign of life
 * @param greeting for a new socket to ask for its login, before it makes room for another one of its IP address
 * @param resync for more reasons to tell a user that something may be missed
 * @param periods how often it looks at what has changed or is due
 */
public record Deadlines(
        long heartbeatAnswer,
        long request,
        long unread,
        long closing,
        long replay,
        long limits,
        long life,
        long greeting,
        long resync,
        Periods periods) {
    /** What the gateway uses. */
    public static final Deadlines STANDARD =
            new Deadlines(10_000, 10_000, 10_000, 5_000, 10_000, 2_000, 2_000, 250, 1_000, new Periods(60_000, 500));

    /**
     * From one look to the next, in milliseconds.
     *
     * @param certificate at the certificate's files
     * @param sweep at every session: whether its time is over, and how full it is
     */
    public record Periods(long certificate, long sweep) {}
}
