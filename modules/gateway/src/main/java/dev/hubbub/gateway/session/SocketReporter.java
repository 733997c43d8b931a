// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.activity.RequestNotes;
import dev.hubbub.gateway.activity.TypingSockets;
import dev.hubbub.gateway.activity.UserActivity;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.limits.SignsOfLife;
import dev.hubbub.gateway.limits.SocketQuota;
import dev.hubbub.gateway.limits.SocketRegistry;
import dev.hubbub.gateway.limits.UserSockets;
import dev.hubbub.gateway.request.GatewayHandler;
import io.vertx.core.Future;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the sockets of the users on this node, and what the users do. Reports the users to {@code presence}, and where a
 * quota is set the sockets to {@code limits}. Safe for use by several threads, except {@link #report}.
 */
public final class SocketReporter implements SocketRegistry {
    /** How often {@link #report} is to be called. */
    public static final long TICK_MILLIS = 100;

    private static final int TICKS_OF_A_SWEEP = 10;

    /** It asks about every user who has made a request. */
    private static final int TICKS_OF_FORGETTING = 100;

    private static final Logger LOG = LoggerFactory.getLogger(SocketReporter.class);

    private final String node = UUID.randomUUID().toString();
    private final UserSockets sockets;
    private final SocketQuota quota;
    private final ProfileWriter profiles;
    private final LeasedReports userReports;
    private final LeasedReports socketReports;
    private final UserActivity activity;
    private final TypingSockets typing;
    private final SignsOfLife life;
    private int ticks;

    /**
     * @param hurried a bus whose calls do not wait long
     * @param life asks the sockets of a user who wants one too many
     */
    public SocketReporter(Bus bus, Bus hurried, LimitsConfig.SocketsPerUser limit, SignsOfLife life) {
        this.life = life;
        this.profiles = new ProfileWriter(bus);
        this.sockets = new UserSockets(limit.max() > 0);
        this.quota = new SocketQuota(hurried, limit, node, sockets, life);
        this.activity = new UserActivity(System::nanoTime, sockets::changed);
        this.typing =
                new TypingSockets(System::nanoTime, (caller, stopped) -> bus.call(Presence.TYPING, caller, stopped)
                        .onFailure(cause -> LOG.debug("typing ends by itself: {}", cause.getMessage())));
        this.userReports = new LeasedReports(new UserReports(bus, node, sockets, activity));
        this.socketReports = new LeasedReports(new SocketReports(bus, node, sockets));
    }

    /** The id of this node in its reports. */
    public String node() {
        return node;
    }

    @Override
    public Future<Long> acquire(Caller caller) {
        return quota.acquire(caller);
    }

    @Override
    public String name(long socket) {
        return socket + "@" + node;
    }

    @Override
    public void connected(Caller caller, long socket) {
        sockets.connected(caller.user(), socket);
        activity.connected(caller.user());
        profiles.write(caller);
    }

    @Override
    public void released(UserId user, long socket) {
        quota.released(user, socket);
        typing.closed(name(socket));
    }

    /** Notes what the users of sockets do by their requests, which the next handler answers. */
    public GatewayHandler noting(GatewayHandler next) {
        return new RequestNotes(activity, typing, next);
    }

    /** How many users' last requests are known. */
    public int activeUsers() {
        return activity.size();
    }

    /** Over how many sockets users typed. */
    public int typingSockets() {
        return typing.size();
    }

    /** How many users have sockets here. */
    public int users() {
        return sockets.users();
    }

    /** How many users' sockets were asked for a sign of life a moment ago. */
    public long asked() {
        return life.asked();
    }

    /** About how many profiles are known to be stored. */
    public long profiles() {
        return profiles.known();
    }

    /** How many changes are still to be reported. */
    public int changes() {
        return sockets.changes();
    }

    /** To be called on one event loop: reports what has changed, and gives signs of life before the leases end. */
    public void report() {
        if (ticks % TICKS_OF_FORGETTING == 0) {
            activity.forget(sockets::isPresent);
        }
        if (ticks++ % TICKS_OF_A_SWEEP == 0) {
            activity.sweep();
        }
        userReports.send();
        if (quota.counts()) {
            socketReports.send();
        }
    }
}
