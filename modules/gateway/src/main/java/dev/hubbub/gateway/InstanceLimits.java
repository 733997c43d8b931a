// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.gateway.config.Deadlines;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.fanout.RoomFeeds;
import dev.hubbub.gateway.session.Sessions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

/** What the settings of a node mean for one of its event loops. */
record InstanceLimits(GatewayConfig config, Deadlines deadlines) {
    private static final int SPARE_CONNECTIONS = 1_000;

    RoomFeeds.Limits rooms() {
        return new RoomFeeds.Limits(config.feeds().maxReplay(), deadlines.replay());
    }

    Duration heartbeatAnswer() {
        return Duration.ofMillis(deadlines.heartbeatAnswer());
    }

    /** Has a session of an IP address make room for another one, if one may go. */
    Predicate<InetAddress> room(Sessions sessions) {
        return ip -> sessions.makeRoom(ip, deadlines.greeting());
    }

    /** For a login that access does not answer; leaves time to say so before the socket is too late. */
    Duration patience() {
        return Duration.ofMillis(config.sockets().loginMillis() * 8L / 10);
    }

    /** Two for each session without a WebSocket, and some that look at pages. */
    int maxConnections() {
        int loops = config.http().eventLoops();
        return 2 * ((config.sockets().maxSockets() + loops - 1) / loops) + SPARE_CONNECTIONS;
    }
}
