// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.limits;

/**
 * How long reports of sockets are valid, and how many sockets may wait for a report.
 *
 * @param leaseMillis how long a report of a gateway is valid unless another follows
 * @param settleMillis how long after a takeover of a shard some gateways may not have reported yet
 * @param maxPending of all shards together; when there are more, gateways decide by themselves
 */
public record SocketSettings(int leaseMillis, long settleMillis, int maxPending) {
    public static final int MAX_PENDING = 100_000;
}
