// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.limits;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Presence.AcquireSocket;
import dev.hubbub.contract.presence.Presence.Displaced;
import dev.hubbub.contract.presence.Presence.Report;
import dev.hubbub.contract.presence.Presence.SocketAcquired;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Limits how many sockets a user has on all nodes, with a table for each shard of this node. */
public final class UserSocketQuota {
    private final SocketSettings settings;
    private final Clock clock;
    private final Consumer<Displaced> onDisplaced;
    private final IntPredicate owned;
    private final Map<Integer, UserSocketTable> tables = new HashMap<>();
    private int counted;
    private volatile int pending;
    private volatile int reported;

    /**
     * @param owned whether this node owns a shard
     * @param onDisplaced receives each socket that has to make room
     */
    public UserSocketQuota(SocketSettings settings, Clock clock, IntPredicate owned, Consumer<Displaced> onDisplaced) {
        this.settings = settings;
        this.clock = clock;
        this.owned = owned;
        this.onDisplaced = onDisplaced;
    }

    public Future<SocketAcquired> acquire(AcquireSocket request) {
        int shard = Shard.of(request.user().value());
        if (!owned.test(shard)) { // a call may arrive just after the shard moved to another node
            throw new HubException(ErrorCode.UNAVAILABLE, "shard " + shard + " is served elsewhere, ask again");
        }
        if (counted >= settings.maxPending()) {
            throw new HubException(ErrorCode.UNAVAILABLE, "too many sockets come at once, ask again");
        }
        long now = clock.millis();
        UserSocketTable.Result result = table(shard).acquire(request, now);
        result.displaced()
                .forEach(socket -> onDisplaced.accept(new Displaced(request.user(), socket.node(), socket.number())));
        counted += (result.acquired() ? 1 : 0) + result.displaced().size();
        pending = counted;
        return Future.succeededFuture(
                new SocketAcquired(result.acquired(), table(shard).isSettling(now) ? true : null));
    }

    /** Counts the sockets of a report that was accepted. */
    public void report(Report report) {
        table(report.shard()).report(report, clock.millis());
    }

    /** To be called often: follows shards that move between nodes, and ends leases. */
    public void sweep() {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            if (owned.test(shard)) {
                table(shard);
            } else {
                tables.remove(shard);
            }
        }
        tables.values().forEach(table -> table.sweep(clock.millis()));
        counted = tables.values().stream().mapToInt(UserSocketTable::pending).sum();
        pending = counted;
        reported = tables.values().stream().mapToInt(UserSocketTable::reported).sum();
    }

    /** How many sockets the gateways reported at the last sweep; from any thread. */
    public int reported() {
        return reported;
    }

    /** About how many sockets were acquired or displaced and are not reported yet; from any thread. */
    public int pending() {
        return pending;
    }

    private UserSocketTable table(int shard) {
        return tables.computeIfAbsent(
                shard, first -> new UserSocketTable(settings.leaseMillis(), clock.millis() + settings.settleMillis()));
    }
}
