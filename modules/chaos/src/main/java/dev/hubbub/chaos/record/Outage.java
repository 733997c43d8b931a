// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

/**
 * The time of a client without entries: from the end of its socket until the first entry on another one.
 *
 * @param code the close code of the socket
 * @param endNanos 0 while it lasts
 */
public record Outage(String client, int code, long startNanos, long endNanos) {}
