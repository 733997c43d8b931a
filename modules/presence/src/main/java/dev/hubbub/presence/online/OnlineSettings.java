// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

/**
 * How long reports of users hold, and how many users there may be.
 *
 * @param leaseMillis how long a gateway's report holds unless another follows
 * @param graceMillis how long a user may be away unnoticed
 * @param settleMillis how long after it takes a shard over there may be gateways that have not reported yet
 * @param maxUsers of all shards of this node; those of a gateway that makes them up must not fill the memory
 */
public record OnlineSettings(int leaseMillis, int graceMillis, long settleMillis, int maxUsers) {
    /** Far more than gateways bring. */
    public static final int MAX_USERS = 1_000_000;
}
