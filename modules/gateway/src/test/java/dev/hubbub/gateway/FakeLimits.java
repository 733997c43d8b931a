// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What {@code limits} answers: buckets that never fill again, sockets that count until they are released. May be away. */
public final class FakeLimits {
    static final long RETRY_AFTER_MILLIS = 1_500;

    private final Map<String, Integer> left = new HashMap<>();
    private final Map<UserId, Set<Long>> sockets = new HashMap<>();
    private int questions;
    private boolean away;
    private boolean settling;
    private Future<Void> open = Future.succeededFuture();

    synchronized void away(boolean isAway) {
        away = isAway;
    }

    /** It has just begun to count: lets every socket in, and says so. */
    synchronized void settling() {
        settling = true;
    }

    /** No socket is acquired before that. */
    public synchronized void opens(Future<Void> when) {
        open = when;
    }

    synchronized int questions() {
        return questions;
    }

    synchronized Future<Limits.TokensTaken> take(Limits.TakeTokens request) {
        questions++;
        if (away) {
            return gone();
        }
        String key = request.user() + " " + request.what() + " " + request.room();
        int there = left.getOrDefault(key, request.burst());
        int taken = Math.min(there, request.tokens());
        left.put(key, there - taken);
        return Future.succeededFuture(new Limits.TokensTaken(taken, taken < request.tokens() ? RETRY_AFTER_MILLIS : 0));
    }

    synchronized Future<Limits.SocketAcquired> acquire(Limits.AcquireSocket request) {
        if (away) {
            return gone();
        }
        Set<Long> held = sockets.computeIfAbsent(request.user(), first -> new HashSet<>());
        boolean fits = settling || held.size() < request.max();
        if (fits) {
            held.add(request.socket());
        }
        return open.map(new Limits.SocketAcquired(fits, settling));
    }

    synchronized Future<Limits.SocketReleased> release(Limits.ReleaseSocket request) {
        return away
                ? gone()
                : Future.succeededFuture(new Limits.SocketReleased(
                        sockets.getOrDefault(request.user(), new HashSet<>()).remove(request.socket())));
    }

    private static <T> Future<T> gone() {
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "away"));
    }
}
