// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

/**
 * A client was away: from the end of its socket until the first entry that reached it on another one.
 *
 * @param code with which the socket ended
 * @param endNanos 0 while it lasts
 */
public record Outage(String client, int code, long startNanos, long endNanos) {}
