// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import dev.hubbub.contract.Presence.Admit;
import dev.hubbub.contract.Presence.Admitted;
import dev.hubbub.contract.Presence.Displaced;
import dev.hubbub.contract.Presence.Report;
import dev.hubbub.contract.Shard;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/** Keeps users to their number of sockets: a table for each shard of this node. */
final class SocketAdmissions {
    /** Of all shards together. Gateways decide by themselves while there are more than reports can settle. */
    static final int MAX_PENDING = 100_000;

    private final long leaseMillis;
    private final Time time;
    private final Neighbours neighbours;
    private final IntPredicate owned;
    private final Map<Integer, SocketTable> tables = new HashMap<>();
    private final int maxPending;
    private int counted;
    private volatile int pending;
    private volatile int reported;

    /** @param owned whether a shard is this node's */
    SocketAdmissions(long leaseMillis, Time time, Neighbours neighbours, IntPredicate owned) {
        this(leaseMillis, time, neighbours, owned, MAX_PENDING);
    }

    SocketAdmissions(long leaseMillis, Time time, Neighbours neighbours, IntPredicate owned, int maxPending) {
        this.leaseMillis = leaseMillis;
        this.time = time;
        this.neighbours = neighbours;
        this.owned = owned;
        this.maxPending = maxPending;
    }

    Future<Admitted> admit(Admit admit) {
        int shard = Shard.of(admit.user().value());
        if (!owned.test(shard)) { // for a moment after it went to another node
            throw new HubException(ErrorCode.UNAVAILABLE, "shard " + shard + " is served elsewhere, ask again");
        }
        if (counted >= maxPending) {
            throw new HubException(ErrorCode.UNAVAILABLE, "too many sockets come at once, ask again");
        }
        SocketTable.Verdict verdict = table(shard).admit(admit, time.millis());
        verdict.displaced()
                .forEach(socket -> neighbours.announce(new Displaced(admit.user(), socket.node(), socket.number())));
        counted += (verdict.admitted() ? 1 : 0) + verdict.displaced().size();
        pending = counted;
        return Future.succeededFuture(new Admitted(verdict.admitted()));
    }

    /** A report that was accepted. */
    void report(Report report) {
        table(report.shard()).report(report, time.millis());
    }

    /** To be called often. */
    void sweep() {
        tables.keySet().removeIf(shard -> !owned.test(shard));
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
        return tables.computeIfAbsent(shard, first -> new SocketTable(leaseMillis));
    }
}
