// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.limits;

/**
 * How long reports of sockets hold, and how many sockets may wait for a report.
 *
 * @param leaseMillis how long a gateway's report holds unless another follows
 * @param settleMillis how long after it takes a shard over there may be gateways that have not reported yet
 * @param maxPending of all shards together; gateways decide by themselves while there are more than reports can settle
 */
public record SocketSettings(int leaseMillis, long settleMillis, int maxPending) {
    public static final int MAX_PENDING = 100_000;
}
