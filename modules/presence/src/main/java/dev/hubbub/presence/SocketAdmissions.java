// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Presence.AcquireSocket;
import dev.hubbub.contract.presence.Presence.Displaced;
import dev.hubbub.contract.presence.Presence.Report;
import dev.hubbub.contract.presence.Presence.SocketAcquired;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/** Keeps users to their number of sockets: a table for each shard of this node. */
final class SocketAdmissions {
    /** Of all shards together. Gateways decide by themselves while there are more than reports can settle. */
    static final int MAX_PENDING = 100_000;

    private final Attendance.Setting setting;
    private final Time time;
    private final Neighbours neighbours;
    private final IntPredicate owned;
    private final Map<Integer, SocketTable> tables = new HashMap<>();
    private final int maxPending;
    private int counted;
    private volatile int pending;
    private volatile int reported;

    SocketAdmissions(Attendance.Setting setting, Neighbours neighbours) {
        this(setting, neighbours, MAX_PENDING);
    }

    SocketAdmissions(Attendance.Setting setting, Neighbours neighbours, int maxPending) {
        this.setting = setting;
        this.time = setting.time();
        this.neighbours = neighbours;
        this.owned = setting.owned();
        this.maxPending = maxPending;
    }

    Future<SocketAcquired> admit(AcquireSocket admit) {
        int shard = Shard.of(admit.user().value());
        if (!owned.test(shard)) { // for a moment after it went to another node
            throw new HubException(ErrorCode.UNAVAILABLE, "shard " + shard + " is served elsewhere, ask again");
        }
        if (counted >= maxPending) {
            throw new HubException(ErrorCode.UNAVAILABLE, "too many sockets come at once, ask again");
        }
        long now = time.millis();
        SocketTable.Verdict verdict = table(shard).admit(admit, now);
        verdict.displaced()
                .forEach(socket -> neighbours.announce(new Displaced(admit.user(), socket.node(), socket.number())));
        counted += (verdict.admitted() ? 1 : 0) + verdict.displaced().size();
        pending = counted;
        return Future.succeededFuture(
                new SocketAcquired(verdict.admitted(), table(shard).isSettling(now) ? true : null));
    }

    /** A report that was accepted. */
    void report(Report report) {
        table(report.shard()).report(report, time.millis());
    }

    /** To be called often: follows the shards as they come and go. */
    void sweep() {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            if (owned.test(shard)) {
                table(shard);
            } else {
                tables.remove(shard);
            }
        }
        tables.values().forEach(table -> table.sweep(time.millis()));
        counted = tables.values().stream().mapToInt(SocketTable::pending).sum();
        pending = counted;
        reported = tables.values().stream().mapToInt(SocketTable::reported).sum();
    }

    /** How many sockets gateways report, as of the last sweep; from any thread. */
    int reported() {
        return reported;
    }

    /** About how many sockets were admitted or displaced and are not in a report yet; from any thread. */
    int pending() {
        return pending;
    }

    private SocketTable table(int shard) {
        return tables.computeIfAbsent(
                shard,
                first -> new SocketTable(setting.config().leaseMillis(), time.millis() + setting.settleMillis()));
    }
}
