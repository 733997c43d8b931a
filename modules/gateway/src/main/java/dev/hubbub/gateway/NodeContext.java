// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.gateway.auth.KeyRing;
import dev.hubbub.gateway.auth.ServerKeys;
import dev.hubbub.gateway.config.Deadlines;
import dev.hubbub.gateway.fanout.EntryRouter;
import dev.hubbub.gateway.fanout.HintRouter;
import dev.hubbub.gateway.http.IpLimits;
import dev.hubbub.gateway.limits.ClusterRateLimiter;
import dev.hubbub.gateway.metrics.GatewayCounters;
import dev.hubbub.gateway.occupancy.OccupancyService;
import dev.hubbub.gateway.session.SocketReporter;
import dev.hubbub.gateway.transport.polling.PollingRouter;

/**
 * What the instances of a node have in common; safe for use by several threads.
 *
 * @param keys by which tokens are verified
 * @param serverKeys of the host app's back-ends
 * @param sockets the sockets of users
 * @param rates the rate limits of users
 * @param ips the limits of IP addresses
 * @param polling where sessions without a WebSocket are
 * @param entries brings what was stored to the event loops
 * @param hints brings ephemeral events to the event loops
 * @param occupancy counts the sockets that follow rooms
 * @param deadlines how long it waits for clients and the store
 */
record NodeContext(
        KeyRing keys,
        ServerKeys serverKeys,
        SocketReporter sockets,
        ClusterRateLimiter rates,
        IpLimits ips,
        PollingRouter polling,
        EntryRouter entries,
        HintRouter hints,
        OccupancyService occupancy,
        Deadlines deadlines) {
    /** Adds the feeds of an event loop. */
    void add(EventLoopFeeds feeds) {
        entries.add(feeds);
        hints.add(feeds);
        occupancy.add(feeds);
    }

    /** What is counted for the whole node. */
    GatewayCounters counters() {
        return ips.counters();
    }

    /** How many token buckets are kept on this node. */
    long keptBuckets() {
        return rates.kept() + ips.kept();
    }
}
