// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

/**
 * How long reports of sockets are valid, and how many sockets there may be.
 *
 * @param leaseMillis how long a report of a gateway is valid unless another follows
 * @param settleMillis how long after a takeover of a shard some gateways may not have reported yet
 * @param maxPending sockets of all shards together that wait for a report; when there are more, gateways decide by
 *     themselves
 * @param maxReported sockets of all shards together in the reports; a gateway that invents sockets must not fill the
 *     memory
 */
record SocketSettings(int leaseMillis, long settleMillis, int maxPending, int maxReported) {
    static final int MAX_PENDING = 100_000;

    /** Far more than real gateways report. */
    static final int MAX_REPORTED = 1_000_000;
}
