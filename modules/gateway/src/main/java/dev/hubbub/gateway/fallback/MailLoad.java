// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fallback;

/**
 * How full the sessions without a WebSocket of one event loop are.
 *
 * @param mailboxes how many there are, those included whose last word may be asked for again
 * @param bytes that wait in them
 * @param letters requests of clients that wait until their session takes them
 */
public record MailLoad(long mailboxes, long bytes, long letters) {
    /** Of no sessions. */
    public static final MailLoad NONE = new MailLoad(0, 0, 0);
}
