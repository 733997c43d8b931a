// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What presence says about limits: buckets that never fill again, sockets that never go. May be away. */
public final class FakePresence {
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

    /** It has just begun to count: lets everybody in, and says so. */
    synchronized void settling() {
        settling = true;
    }

    /** Nobody is admitted before that. */
    public synchronized void opens(Future<Void> when) {
        open = when;
    }

    synchronized int questions() {
        return questions;
    }

    synchronized Future<Presence.TokensTaken> spend(Presence.TakeTokens spend) {
        questions++;
        if (away) {
            return gone();
        }
        String key = spend.user() + " " + spend.what();
        int there = left.getOrDefault(key, spend.burst());
        int taken = Math.min(there, spend.tokens());
        left.put(key, there - taken);
        return Future.succeededFuture(new Presence.TokensTaken(taken, taken < spend.tokens() ? RETRY_AFTER_MILLIS : 0));
    }

    synchronized Future<Presence.SocketAcquired> admit(Presence.AcquireSocket admit) {
        if (away) {
            return gone();
        }
        Set<Long> held = sockets.computeIfAbsent(admit.user(), first -> new HashSet<>());
        boolean fits = settling || held.size() < admit.max();
        if (fits) {
            held.add(admit.socket());
        }
        return open.map(new Presence.SocketAcquired(fits, settling));
    }

    private static <T> Future<T> gone() {
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "away"));
    }
}
