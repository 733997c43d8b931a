// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.gateway.fanout.FanoutStats;
import dev.hubbub.gateway.fanout.user.UserFeedStats;
import dev.hubbub.gateway.session.SessionStats;
import dev.hubbub.gateway.transport.polling.PollingStats;

/**
 * How full one event loop was when it looked last.
 *
 * @param sessions its sockets
 * @param fanout the rooms that they follow
 * @param users the feeds of their users
 * @param polling its polling sessions
 * @param others what else it keeps
 */
record InstanceStats(
        SessionStats sessions, FanoutStats fanout, UserFeedStats users, PollingStats polling, Others others) {
    static final InstanceStats NONE = new InstanceStats(
            SessionStats.NONE,
            FanoutStats.NONE,
            UserFeedStats.NONE,
            PollingStats.NONE,
            new Others(0, 0, 0, 0, 0, 0, 0));

    /**
     * What belongs to none of them.
     *
     * @param connections how many are open that are no WebSockets
     * @param responses of polling that are open
     * @param operatorSubscriptions how many listen to addresses of the operator's own verticles
     * @param historyWaits requests for history that wait for something new
     * @param fetchers rate limits of users that are kept
     * @param calls over the bus that have no answer yet
     * @param unanswered how many requests without a place for an answer have failed
     */
    record Others(
            long connections,
            long responses,
            long operatorSubscriptions,
            long historyWaits,
            long fetchers,
            long calls,
            long unanswered) {}
}
