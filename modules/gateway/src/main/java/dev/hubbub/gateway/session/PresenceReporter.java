// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.limits.SocketQuota;
import dev.hubbub.gateway.limits.SocketRegistry;
import dev.hubbub.gateway.limits.UserSockets;
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
public final class PresenceReporter implements SocketRegistry {
    /** How often {@link #report} is to be called. */
    public static final long TICK_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(PresenceReporter.class);
    private static final long FIRST_LEASE_MILLIS = 3_000;
    private static final int MAX_STORED_PROFILES = 20_000;
    private static final int MAX_STORING = 16;

    private final Bus bus;
    private final String node = UUID.randomUUID().toString();
    private final UserSockets sockets = new UserSockets();
    private final SocketQuota quota;
    private final Cache<UserId, Profile> storedProfiles =
            Caffeine.newBuilder().maximumSize(MAX_STORED_PROFILES).build();
    private final AtomicInteger storing = new AtomicInteger();
    private final BitSet reported = new BitSet(Shard.COUNT);
    private long leaseMillis = FIRST_LEASE_MILLIS;
    private long renewedAt = System.nanoTime();

    /** @param hurried a bus whose calls do not wait long */
    public PresenceReporter(Bus bus, Bus hurried, LimitsConfig limits) {
        this.bus = bus;
        this.quota = new SocketQuota(hurried, limits, node, sockets);
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
    public void connected(Caller caller, long socket) {
        sockets.connected(caller.user(), socket);
        if (caller.profile().equals(storedProfiles.getIfPresent(caller.user()))) {
            return;
        }
        if (storing.incrementAndGet() > MAX_STORING) {
            storing.decrementAndGet(); // in a storm of logins the next one of this user will do
            return;
        }
        bus.call(Records.PUT, UserRecords.put(caller.user(), caller.profile()))
                .onSuccess(kept -> storedProfiles.put(caller.user(), caller.profile()))
                .onFailure(cause -> LOG.debug("profile is not kept: {}", cause.getMessage()))
                .onComplete(either -> storing.decrementAndGet());
    }

    @Override
    public void released(UserId user, long socket) {
        sockets.released(user, socket);
    }

    /** How many users have sockets here. */
    public int users() {
        return sockets.users();
    }

    /** About how many profiles are known to be kept. */
    public long profiles() {
        return storedProfiles.estimatedSize();
    }

    /** Tells presence what has changed, or everything when the lease is a third over. */
    public void report() {
        for (Presence.Report report : due()) {
            bus.call(Presence.REPORT, report)
                    .onSuccess(leased -> lease(leased.leaseMillis()))
                    .onFailure(cause -> retry(report.shard()));
        }
    }

    private synchronized List<Presence.Report> due() {
        BitSet due = sockets.takeChanged();
        if ((System.nanoTime() - renewedAt) / 1_000_000 > leaseMillis / 3) {
            renewedAt = System.nanoTime();
            due.or(reported);
        }
        return due.stream().mapToObj(this::snapshot).toList();
    }

    private Presence.Report snapshot(int shard) {
        List<UserId> users = sockets.present(shard);
        List<Presence.Held> held = quota.counts() ? sockets.held(shard) : List.of();
        reported.set(shard, !users.isEmpty() || !held.isEmpty());
        return new Presence.Report(shard, node, users, held);
    }

    private synchronized void lease(long millis) {
        leaseMillis = Math.max(300, millis);
    }

    /** The next renewal will try again; at once would only hurry a verticle that is away. */
    private synchronized void retry(int shard) {
        reported.set(shard);
    }
}
