// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.address.Shard;
import io.vertx.core.Future;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reports the shards of one kind to their owners, each for a lease: those that have changed at once, and all that are
 * not empty again when a third of the lease is over. To be used on one event loop.
 */
final class LeasedReports {
    static final long FIRST_LEASE_MILLIS = 3_000;
    static final long SHORTEST_LEASE_MILLIS = 300;

    private final IntFunction<Report> reports;
    private final LongSupplier nanos;
    private final BitSet reported = new BitSet(Shard.COUNT);
    private long leaseMillis = FIRST_LEASE_MILLIS;
    private long renewedAt;

    /**
     * @param empty whether there is nothing to renew later
     * @param send returns the lease in milliseconds
     */
    record Report(boolean empty, Supplier<Future<Long>> send) {}

    /** @param reports makes the report of a shard */
    LeasedReports(IntFunction<Report> reports) {
        this(reports, System::nanoTime);
    }

    LeasedReports(IntFunction<Report> reports, LongSupplier nanos) {
        this.reports = reports;
        this.nanos = nanos;
        this.renewedAt = nanos.getAsLong();
    }

    /** To be called often: sends these reports, and all again when it is time. */
    void send(BitSet changed) {
        BitSet due = (BitSet) changed.clone();
        if ((nanos.getAsLong() - renewedAt) / 1_000_000 > leaseMillis / 3) {
            renewedAt = nanos.getAsLong();
            due.or(reported);
        }
        due.stream().forEach(this::send);
    }

    private void send(int shard) {
        Report report = reports.apply(shard);
        reported.set(shard, !report.empty());
        report.send()
                .get()
                .onSuccess(millis -> leaseMillis = Math.max(SHORTEST_LEASE_MILLIS, millis))
                .onFailure(cause -> reported.set(shard)); // again with the next renewal; at once would only add load
    }
}
