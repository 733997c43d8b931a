// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.session.Audience;
import io.vertx.core.Future;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final HeldSockets sockets = new HeldSockets();
    private final Places places;
    private final Cache<UserId, Profile> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
    private final AtomicInteger remembering = new AtomicInteger();
    private final BitSet told = new BitSet(Shard.COUNT);
    private long leaseMillis = FIRST_LEASE_MILLIS;
    private long renewedAt = System.nanoTime();

    /** @param hurried a bus whose calls do not wait long */
    Attendance(Bus bus, Bus hurried, LimitsConfig limits) {
        this.bus = bus;
        this.places = new Places(hurried, limits, node, sockets);
    }

    /** The id of this node in its reports. */
    String node() {
        return node;
    }

    @Override
    public Future<Long> enter(Caller caller) {
        return places.enter(caller);
    }

    @Override
    public void arrived(Caller caller, long socket) {
        sockets.arrived(caller.user(), socket);
        if (caller.profile().equals(remembered.getIfPresent(caller.user()))) {
            return;
        }
        if (remembering.incrementAndGet() > MAX_REMEMBERING) {
            remembering.decrementAndGet(); // in a storm of logins the next one of this user will do
            return;
        }
        bus.call(MessageLog.UPDATE_USER, new MessageLog.UpdateUser(caller.user(), caller.profile(), null))
                .onSuccess(kept -> remembered.put(caller.user(), caller.profile()))
                .onFailure(cause -> LOG.debug("profile is not kept: {}", cause.getMessage()))
                .onComplete(either -> remembering.decrementAndGet());
    }

    @Override
    public void left(UserId user, long socket) {
        sockets.left(user, socket);
    }

    /** How many users have sockets here. */
    int users() {
        return sockets.users();
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
        BitSet due = sockets.takeChanged();
        if ((System.nanoTime() - renewedAt) / 1_000_000 > leaseMillis / 3) {
            renewedAt = System.nanoTime();
            due.or(told);
        }
        return due.stream().mapToObj(this::snapshot).toList();
    }

    private Presence.Report snapshot(int shard) {
        List<UserId> users = sockets.present(shard);
        List<Presence.Held> held = places.counts() ? sockets.held(shard) : List.of();
        told.set(shard, !users.isEmpty() || !held.isEmpty());
        return new Presence.Report(shard, node, users, held);
    }

    private synchronized void lease(long millis) {
        leaseMillis = Math.max(300, millis);
    }

    /** The next renewal will try again; at once would only hurry a verticle that is away. */
    private synchronized void again(int shard) {
        told.set(shard);
    }
}
