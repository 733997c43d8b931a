// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.Bus;
import dev.hubbub.contract.Caller;
import dev.hubbub.contract.Log;
import dev.hubbub.contract.Presence;
import dev.hubbub.contract.Profile;
import dev.hubbub.contract.Shard;
import dev.hubbub.contract.UserId;
import dev.hubbub.gateway.session.Audience;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which users have sockets on this node, for {@code presence}. Every event loop tells it; the node reports changes
 * soon, and everything again well before the lease ends. Safe for use by several threads.
 */
final class Attendance implements Audience {
    /** How often {@link #report} is to be called. */
    static final long TICK_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);
    private static final long FIRST_LEASE_MILLIS = 3_000;
    private static final int MAX_REMEMBERED = 20_000;
    private static final int MAX_REMEMBERING = 16;

    private final Bus bus;
    private final String node = UUID.randomUUID().toString();
    private final List<Map<UserId, Integer>> sockets = Stream.generate(
                    () -> (Map<UserId, Integer>) new HashMap<UserId, Integer>())
            .limit(Shard.COUNT)
            .toList();
    private final Cache<UserId, Profile> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
    private final AtomicInteger remembering = new AtomicInteger();
    private final BitSet changed = new BitSet(Shard.COUNT);
    private final BitSet told = new BitSet(Shard.COUNT);
    private long leaseMillis = FIRST_LEASE_MILLIS;
    private long renewedAt = System.nanoTime();

    Attendance(Bus bus) {
        this.bus = bus;
    }

    @Override
    public void arrived(Caller caller) {
        count(caller.user(), 1);
        if (caller.profile().equals(remembered.getIfPresent(caller.user()))) {
            return;
        }
        if (remembering.incrementAndGet() > MAX_REMEMBERING) {
            remembering.decrementAndGet(); // in a storm of logins the next one of this user will do
            return;
        }
        bus.call(Log.REMEMBER, new Log.Remember(caller.user(), caller.profile(), null))
                .onSuccess(kept -> remembered.put(caller.user(), caller.profile()))
                .onFailure(cause -> LOG.debug("profile is not kept: {}", cause.getMessage()))
                .onComplete(either -> remembering.decrementAndGet());
    }

    @Override
    public void left(UserId user) {
        count(user, -1);
    }

    private synchronized void count(UserId user, int more) {
        int shard = Shard.of(user.value());
        Integer before = sockets.get(shard).get(user);
        int now = (before == null ? 0 : before) + more;
        if (now > 0) {
            sockets.get(shard).put(user, now);
        } else {
            sockets.get(shard).remove(user);
        }
        if (before == null || now == 0) {
            changed.set(shard);
        }
    }

    /** How many users have sockets here. */
    synchronized int users() {
        return sockets.stream().mapToInt(Map::size).sum();
    }

    /** About how many profiles are known to be kept. */
    long profiles() {
        return remembered.estimatedSize();
    }

    /** Tells presence what has changed, or everything when the lease is a third over. */
    void report() {
        for (Presence.Report report : due()) {
            bus.call(Presence.REPORT, report)
                    .onSuccess(leased -> lease(leased.leaseMillis()))
                    .onFailure(cause -> again(report.shard()));
        }
    }

    private synchronized List<Presence.Report> due() {
        if ((System.nanoTime() - renewedAt) / 1_000_000 > leaseMillis / 3) {
            renewedAt = System.nanoTime();
            changed.or(told);
        }
        List<Presence.Report> reports =
                changed.stream().mapToObj(this::snapshot).toList();
        changed.clear();
        return reports;
    }

    private Presence.Report snapshot(int shard) {
        List<UserId> users = List.copyOf(sockets.get(shard).keySet());
        told.set(shard, !users.isEmpty());
        return new Presence.Report(shard, node, users);
    }

    private synchronized void lease(long millis) {
        leaseMillis = Math.max(300, millis);
    }

    /** The next renewal will try again; at once would only hurry a verticle that is away. */
    private synchronized void again(int shard) {
        told.set(shard);
    }
}
