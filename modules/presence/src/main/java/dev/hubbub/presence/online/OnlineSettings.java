// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import org.jspecify.annotations.Nullable;

/**
 * How long reports of users are valid, and how many users there may be.
 *
 * @param leaseMillis how long a report of a gateway is valid unless another follows
 * @param graceMillis how long a user without a socket stays online
 * @param settleMillis how long after a takeover of a shard some gateways may not have reported yet
 * @param maxUsers of all shards of this node; a gateway that invents users must not fill the memory
 * @param awayMillis after how long without a request gateways report a user as idle; 0: never
 */
public record OnlineSettings(int leaseMillis, int graceMillis, long settleMillis, int maxUsers, int awayMillis) {
    /** Far more than real gateways report. */
    public static final int MAX_USERS = 1_000_000;

    /** Users are never idle. */
    public OnlineSettings(int leaseMillis, int graceMillis, long settleMillis, int maxUsers) {
        this(leaseMillis, graceMillis, settleMillis, maxUsers, 0);
    }

    /** What gateways are told. */
    @Nullable
    Long reportedAwayMillis() {
        return awayMillis == 0 ? null : Long.valueOf(awayMillis);
    }
}
