// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

/**
 * How full the polling sessions of one event loop are.
 *
 * @param sessions how many there are, with those that are closed and may be asked once more for their last frame
 * @param bytes that wait in them
 * @param sends requests of clients that wait until their session takes them
 */
public record PollingStats(long sessions, long bytes, long sends) {
    /** Of no sessions. */
    public static final PollingStats NONE = new PollingStats(0, 0, 0);
}
