// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

/**
 * How full the sockets of one event loop are.
 *
 * @param sockets how many are open
 * @param requests how many of clients have no answer yet
 * @param waitingFrames frames that were read and wait until earlier requests are answered
 * @param registrations addresses that sockets listen to, or are about to
 * @param pendingBytes what waits for slow clients
 * @param partialBytes of messages whose end has not come
 * @param rechecks sockets whose users are to be asked about in this round
 * @param handshakes upgrades under way, which count as sockets
 * @param delivered entries of rooms that sockets were sent so far, closed ones included
 */
public record SessionStats(
        long sockets,
        long requests,
        long waitingFrames,
        long registrations,
        long pendingBytes,
        long partialBytes,
        long rechecks,
        long handshakes,
        long delivered) {
    /** Of no sockets. */
    public static final SessionStats NONE = new SessionStats(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
