// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.limits.Limits.AcquireSocket;
import dev.hubbub.contract.limits.Limits.Displaced;
import dev.hubbub.contract.limits.Limits.HeldSockets;
import dev.hubbub.contract.limits.Limits.HoldSockets;
import dev.hubbub.contract.limits.Limits.Leased;
import dev.hubbub.contract.limits.Limits.ReleaseSocket;
import dev.hubbub.contract.limits.Limits.SocketAcquired;
import dev.hubbub.contract.limits.Limits.SocketReleased;
import dev.hubbub.contract.limits.Limits.UpdateSockets;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/** Limits how many sockets a user has on all nodes, with a table for each shard of this node. */
final class UserSocketQuota {
    private final SocketSettings settings;
    private final LongSupplier millis;
    private final Consumer<Displaced> onDisplaced;
    private final IntPredicate owned;
    private final Map<Integer, UserSocketTable> tables = new HashMap<>();
    private int counted;
    private volatile int pending;
    private volatile int reported;
    private volatile int reports;

    /**
     * @param millis a count of milliseconds that never goes back
     * @param owned whether this node owns a shard
     * @param onDisplaced receives each socket that has to make room
     */
    UserSocketQuota(SocketSettings settings, LongSupplier millis, IntPredicate owned, Consumer<Displaced> onDisplaced) {
        this.settings = settings;
        this.millis = millis;
        this.owned = owned;
        this.onDisplaced = onDisplaced;
    }

    /** Counts one more socket of a user if the quota allows it, or if the oldest may make room. */
    Future<SocketAcquired> acquire(AcquireSocket request) {
        int shard = request.shard();
        checkOwned(shard);
        if (counted >= settings.maxPending()) {
            throw new HubException(ErrorCode.UNAVAILABLE, "too many sockets come at once, ask again");
        }
        long now = millis.getAsLong();
        UserSocketTable.Result result = table(shard).acquire(request, now);
        result.displaced()
                .forEach(socket -> onDisplaced.accept(new Displaced(request.user(), socket.node(), socket.number())));
        counted += (result.acquired() ? 1 : 0) + result.displaced().size();
        pending = counted;
        return Future.succeededFuture(
                new SocketAcquired(result.acquired(), table(shard).isSettling(now) ? true : null));
    }

    /** A closed socket counts no more. Where many close at a time, the reports of their gateways say so a little later. */
    Future<SocketReleased> release(ReleaseSocket request) {
        int shard = request.shard();
        checkOwned(shard);
        boolean noted = counted < settings.maxPending() / 2 + 1 && table(shard).release(request, millis.getAsLong());
        counted += noted ? 1 : 0;
        pending = counted;
        return Future.succeededFuture(new SocketReleased(noted));
    }

    /** Counts the sockets that a gateway reports, for one lease. */
    Future<Leased> hold(HoldSockets report) {
        int shard = report.shard();
        checkOwned(shard);
        checkUsers(report.sockets(), shard);
        UserSocketTable table = table(shard);
        long version = report.version() == null ? 0 : report.version();
        long known = table.versionOf(report.node());
        if (version != 0 && version < known) {
            return leased(known); // it was overtaken by a later report
        }
        int sockets = report.sockets().stream()
                .mapToInt(held -> held.sockets().size())
                .sum();
        checkRoom(sockets - table.reportedBy(report.node()));
        table.hold(report, millis.getAsLong());
        count();
        return leased(version);
    }

    /** Applies changes to the version that they were made from; else only says which version is known here. */
    Future<Leased> update(UpdateSockets update) {
        int shard = update.shard();
        checkOwned(shard);
        checkUsers(update.sockets(), shard);
        UserSocketTable table = table(shard);
        long known = table.versionOf(update.node());
        if (known != update.from() && known != update.version()) {
            return leased(known);
        }
        checkRoom(table.added(update));
        table.update(update, millis.getAsLong());
        count();
        return leased(update.version());
    }

    private Future<Leased> leased(long version) {
        return Future.succeededFuture(new Leased(settings.leaseMillis(), version));
    }

    private static void checkUsers(List<HeldSockets> sockets, int shard) {
        if (sockets.stream().anyMatch(held -> Shard.of(held.user().value()) != shard)) {
            throw new HubException(ErrorCode.BAD_REQUEST, "sockets: not all of users of shard " + shard);
        }
    }

    private void checkRoom(int added) {
        if (added > 0 && reported + added > settings.maxReported()) {
            throw new HubException(ErrorCode.UNAVAILABLE, "too many sockets are open, report again");
        }
    }

    private void checkOwned(int shard) {
        if (!owned.test(shard)) { // a call may arrive just after the shard moved to another node
            throw new HubException(ErrorCode.UNAVAILABLE, "shard " + shard + " is served elsewhere, ask again");
        }
    }

    /** To be called often: follows shards that move between nodes, and ends leases. */
    void sweep() {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            if (owned.test(shard)) {
                table(shard);
            } else {
                tables.remove(shard);
            }
        }
        tables.values().forEach(table -> table.sweep(millis.getAsLong()));
        counted = sum(UserSocketTable::pending);
        pending = counted;
        count();
    }

    private void count() {
        reported = sum(UserSocketTable::reported);
        reports = sum(UserSocketTable::reports);
    }

    private int sum(ToIntFunction<UserSocketTable> figure) {
        return tables.values().stream().mapToInt(figure).sum();
    }

    /** How many sockets the gateways report; from any thread. */
    int reported() {
        return reported;
    }

    /** How many reports are valid, one for each gateway and shard; from any thread. */
    int reports() {
        return reports;
    }

    /** About how many sockets were acquired, displaced or released and are not reported yet; from any thread. */
    int pending() {
        return pending;
    }

    private UserSocketTable table(int shard) {
        return tables.computeIfAbsent(
                shard,
                first -> new UserSocketTable(settings.leaseMillis(), millis.getAsLong() + settings.settleMillis()));
    }
}
