// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.address.Shard;
import io.vertx.core.Future;
import java.util.BitSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports the shards of one kind to their owners, each for a lease: what has changed at once, and a sign of life of
 * every shard that is not empty when a third of the lease is over. An owner that does not have the version before a
 * change, or takes no changes, is told everything. To be used on one event loop.
 */
final class LeasedReports {
    static final long FIRST_LEASE_MILLIS = 3_000;
    static final long SHORTEST_LEASE_MILLIS = 300;

    private final Source source;
    private final LongSupplier nanos;
    private final BitSet reported = new BitSet(Shard.COUNT);

    /** The shards of which the owner had the newest version, as far as is known here. */
    private final BitSet current = new BitSet(Shard.COUNT);

    private final long[] versions = new long[Shard.COUNT];
    private final long[] complete = new long[Shard.COUNT];
    private long leaseMillis = FIRST_LEASE_MILLIS;
    private long renewedAt;

    /** What there is to report. */
    interface Source {
        /** The shards in which something has changed since they were reported. */
        BitSet changed();

        /** Whether there is nothing to renew later. */
        boolean isEmpty(int shard);

        /** Reports everything in a shard. */
        Future<Receipt> reportAll(int shard, long version);

        /** Reports what has changed in a shard; or everything, when that is less. */
        Future<Receipt> reportChanges(int shard, long from, long version);
    }

    /**
     * The answer of the owner.
     *
     * @param leaseMillis how long the report holds
     * @param version that the owner has; null: it takes no changes
     */
    record Receipt(long leaseMillis, @Nullable Long version) {}

    LeasedReports(Source source) {
        this(source, System::nanoTime);
    }

    LeasedReports(Source source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
        this.renewedAt = nanos.getAsLong();
    }

    /** To be called often: sends what has changed, and signs of life when it is time. */
    void send() {
        BitSet changed = source.changed();
        BitSet due = (BitSet) changed.clone();
        if ((nanos.getAsLong() - renewedAt) / 1_000_000 > leaseMillis / 3) {
            renewedAt = nanos.getAsLong();
            due.or(reported);
        }
        due.stream().forEach(shard -> send(shard, changed.get(shard)));
    }

    private void send(int shard, boolean changed) {
        if (!current.get(shard)) {
            sendAll(shard);
            return;
        }
        long from = versions[shard];
        long version = changed ? ++versions[shard] : from;
        Future<Receipt> answer = source.reportChanges(shard, from, version);
        sent(shard);
        answer.onFailure(cause -> failed(shard)).onSuccess(receipt -> {
            leased(receipt);
            if (!Long.valueOf(version).equals(receipt.version()) && version >= complete[shard]) {
                sendAll(shard); // it missed something, or has just become the owner
            }
        });
    }

    private void sendAll(int shard) {
        long version = ++versions[shard];
        complete[shard] = version;
        current.clear(shard);
        Future<Receipt> answer = source.reportAll(shard, version);
        sent(shard);
        answer.onFailure(cause -> failed(shard)).onSuccess(receipt -> {
            leased(receipt);
            current.set(shard, reported.get(shard) && Long.valueOf(version).equals(receipt.version()));
        });
    }

    /** What is empty is not renewed: it is forgotten there, and begins with a whole report again. */
    private void sent(int shard) {
        boolean empty = source.isEmpty(shard);
        reported.set(shard, !empty);
        if (empty) {
            current.clear(shard);
        }
    }

    private void leased(Receipt receipt) {
        leaseMillis = Math.max(SHORTEST_LEASE_MILLIS, receipt.leaseMillis());
    }

    /** Everything with the next renewal; at once would only add load. */
    private void failed(int shard) {
        current.clear(shard);
        reported.set(shard);
    }
}
