// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.auth.LoginRefusal;
import dev.hubbub.gateway.auth.LoginRefusedException;
import dev.hubbub.gateway.config.LimitsConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps users to their number of sockets. {@code limits} counts those on every node; while it does not answer, those of
 * this node count. The host app's own server may have any number.
 */
public final class SocketQuota {
    /** By then those of a node that died do not count any more, with the usual lease. */
    private static final Duration COME_BACK = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SocketQuota.class);

    private final Bus bus;
    private final LimitsConfig.SocketsPerUser limit;
    private final String node;
    private final UserSockets sockets;
    private final SignsOfLife life;

    /** @param bus one whose calls do not wait long */
    public SocketQuota(Bus bus, LimitsConfig.SocketsPerUser limit, String node, UserSockets sockets, SignsOfLife life) {
        this.bus = bus;
        this.limit = limit;
        this.node = node;
        this.sockets = sockets;
        this.life = life;
    }

    /** Reserves one more socket for the caller; fails with TOO_MANY. Silent sockets make room first, then the oldest may. */
    public Future<Long> acquire(Caller caller) {
        UserId user = caller.user();
        if (!counts() || caller.may(Grant.SERVER)) {
            return Future.succeededFuture(sockets.reserve(user, System.currentTimeMillis()));
        }
        return reserve(user, false)
                .recover(full -> life.ask(user).compose(known -> reserve(user, limit.closesOldest())));
    }

    private Future<Long> reserve(UserId user, boolean displace) {
        long socket = sockets.reserve(user, System.currentTimeMillis());
        return bus.call(Limits.ACQUIRE_SOCKET, new Limits.AcquireSocket(user, node, socket, limit.max(), displace))
                .map(answer ->
                        answer.acquired() && (!Boolean.TRUE.equals(answer.settling()) || acquireHere(user, displace)))
                .otherwise(cause -> {
                    LOG.debug("sockets are counted on this node alone for now: {}", cause.getMessage());
                    return acquireHere(user, displace);
                })
                .compose(acquired -> acquired ? Future.succeededFuture(socket) : refuse(user, socket));
    }

    /** Whether there is a quota. */
    public boolean counts() {
        return limit.max() > 0;
    }

    private boolean acquireHere(UserId user, boolean displace) {
        List<Long> numbers = sockets.of(user);
        int tooMany = numbers.size() - limit.max();
        if (tooMany <= 0 || !displace) {
            return tooMany <= 0;
        }
        numbers.stream()
                .limit(tooMany)
                .forEach(socket -> bus.publish(Limits.DISPLACED, new Limits.Displaced(user, node, socket)));
        return true;
    }

    private Future<Long> refuse(UserId user, long socket) {
        released(user, socket);
        return Future.failedFuture(new LoginRefusedException(
                LoginRefusal.SOCKETS_OF_USER,
                HubException.tooMany("sockets: a user has " + limit.max() + " at most", COME_BACK)));
    }

    /** A socket is closed, or does not open: it counts no more, on any node. */
    public void released(UserId user, long socket) {
        sockets.released(user, socket);
        if (counts()) {
            bus.call(Limits.RELEASE_SOCKET, new Limits.ReleaseSocket(user, node, socket))
                    .onFailure(cause -> LOG.debug("a report will say that a socket is closed: {}", cause.getMessage()));
        }
    }
}
