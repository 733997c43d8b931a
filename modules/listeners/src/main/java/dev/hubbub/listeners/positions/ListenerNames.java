// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners.positions;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which listeners the settings of some node name: each node says so every hour, in a record for each name. The positions of a
 * listener that no node has named for {@link #KEPT} are deleted, some of them every hour. So nodes may disagree about the
 * settings for a while, as they do when they are restarted one after the other.
 */
public final class ListenerNames {
    /** For how long positions stay after the last node has named their listener. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final Duration EVERY = Duration.ofHours(1);

    /** Pages of records that are deleted at a time. */
    private static final int PAGES = 20;

    private static final RecordKind<Named> NAMED = new RecordKind<>("listener-name", Named.class);
    private static final String SCOPE = "listeners";
    private static final Logger LOG = LoggerFactory.getLogger(ListenerNames.class);

    private final Bus bus;
    private final Collection<String> names;
    private final IntPredicate owned;
    private final Counter deleted;
    private final InstantSource clock;
    private Instant due = Instant.MIN;
    private boolean busy;

    /** @param at when a node has named the listener last */
    record Named(Instant at) {}

    /**
     * @param names those in the settings of this node
     * @param owned the shards that this node has: it deletes what is left of the listeners whose names fall into them
     * @param deleted counts the records
     */
    public ListenerNames(Bus bus, Collection<String> names, IntPredicate owned, Counter deleted, InstantSource clock) {
        this.bus = bus;
        this.names = List.copyOf(names);
        this.owned = owned;
        this.deleted = deleted;
        this.clock = clock;
    }

    /** To be called now and then: does its work once an hour. */
    public void tick() {
        Instant now = clock.instant();
        if (busy || now.isBefore(due)) {
            return;
        }
        busy = true;
        due = now.plus(EVERY);
        name(now)
                .compose(named -> deleteForgotten(now))
                .onFailure(cause -> LOG.debug("names of listeners are not compared: {}", cause.getMessage()))
                .onComplete(either -> busy = false);
    }

    private Future<?> name(Instant now) {
        return Future.all(names.stream()
                .map(name -> bus.call(Records.PUT, NAMED.put(NAMED.key(SCOPE, name), new Named(now))))
                .toList());
    }

    private Future<Void> deleteForgotten(Instant now) {
        return bus.call(Records.LIST, new Records.ListOf(SCOPE, NAMED.name(), null, Records.MAX_RECORDS))
                .compose(found -> found.records().stream()
                        .filter(record -> owned.test(Shard.of(record.key().key())) && isForgotten(record, now))
                        .findFirst()
                        .map(this::delete)
                        .orElseGet(Future::succeededFuture));
    }

    private static boolean isForgotten(StoredRecord record, Instant now) {
        return NAMED.readIfValid(record)
                .map(named -> !named.at().plus(KEPT).isAfter(now))
                .orElse(false);
    }

    /** Marks first: a listener that comes back before all is deleted begins anew. */
    private Future<Void> delete(StoredRecord name) {
        Positions positions = new Positions(bus, name.key().key());
        return positions
                .forgetShards()
                .compose(marks -> deletePages(name, positions, PAGES))
                .compose(through -> through ? deleteName(name) : Future.succeededFuture());
    }

    /** @return whether nothing is left; a listener that is named again meanwhile keeps the rest */
    private Future<Boolean> deletePages(StoredRecord name, Positions positions, int pages) {
        if (pages == 0) {
            return Future.succeededFuture(false);
        }
        return bus.call(Records.GET, new Records.Get(List.of(name.key()))).compose(found -> {
            boolean isAsBefore = found.records().stream().anyMatch(record -> record.version() == name.version());
            return isAsBefore
                    ? positions.deletePage().compose(records -> {
                        deleted.increment(records);
                        return records == 0 ? Future.succeededFuture(true) : deletePages(name, positions, pages - 1);
                    })
                    : Future.succeededFuture(false);
        });
    }

    private Future<Void> deleteName(StoredRecord name) {
        return bus.call(Records.DELETE, new Records.Delete(name.key(), name.version()))
                .<Void>map(gone -> {
                    LOG.info(
                            "deleted the positions of listener {}, which no node has named for {} days",
                            name.key().key(),
                            KEPT.toDays());
                    return null;
                })
                .recover(cause -> HubException.is(cause, ErrorCode.CONFLICT)
                        ? Future.succeededFuture()
                        : Future.failedFuture(cause));
    }
}
