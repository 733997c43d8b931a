// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners.positions;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How far a listener has heard each room, in small records of the store. They only rise, so that two nodes which send the same
 * room for a moment never lose an entry; they send some twice.
 */
public final class Positions {
    private static final RecordKind<Position> POSITION = new RecordKind<>("listener-position", Position.class);
    private static final RecordKind<Begun> BEGUN = new RecordKind<>("listener-shard", Begun.class);
    private static final String SCOPE = "listener.";

    /** How many records are written at a time. */
    private static final int WRITES = 50;

    /** How many records are deleted at a time. */
    private static final int PAGE = 500;

    private final Bus bus;
    private final String scope;

    /** @param seq the entries up to this one are heard */
    record Position(long seq) {}

    /** The listener has begun with the rooms of a shard. */
    record Begun(boolean begun) {}

    public Positions(Bus bus, String listener) {
        this.bus = bus;
        this.scope = SCOPE + listener;
    }

    /** The newest entry of the room that was heard; 0: none. */
    public Future<Long> of(RoomId room) {
        return of(List.of(room)).map(found -> found.getOrDefault(room, 0L));
    }

    /** The positions of those rooms that have one. */
    public Future<Map<RoomId, Long>> of(Collection<RoomId> rooms) {
        List<RecordKey> keys =
                rooms.stream().map(room -> POSITION.key(scope, room.value())).toList();
        return keys.isEmpty()
                ? Future.succeededFuture(Map.of())
                : bus.call(Records.GET, new Records.Get(keys)).map(found -> {
                    Map<RoomId, Long> positions = new HashMap<>();
                    found.records().forEach(record -> POSITION.readIfValid(record)
                            .ifPresent(position ->
                                    positions.put(new RoomId(record.key().key()), position.seq())));
                    return positions;
                });
    }

    /** The entries of the room up to this one, 1 or more, are heard. */
    public Future<Void> raise(RoomId room, long seq) {
        RecordKey key = POSITION.key(scope, room.value());
        return bus.call(Records.RAISE, POSITION.raise(key, seq, new Position(seq)))
                .mapEmpty();
    }

    /** The same of many rooms. */
    public Future<Void> raise(Map<RoomId, Long> seqs) {
        return some(List.copyOf(seqs.entrySet()), each -> raise(each.getKey(), each.getValue()));
    }

    /** Does this with all, some at a time. */
    private static <T> Future<Void> some(List<T> all, Function<T, Future<?>> work) {
        Future<Void> done = Future.succeededFuture();
        for (int from = 0; from < all.size(); from += WRITES) {
            List<T> part = all.subList(from, Math.min(all.size(), from + WRITES));
            done = done.compose(
                    before -> Future.all(part.stream().map(work).toList()).mapEmpty());
        }
        return done;
    }

    /** Deletes some positions, and gives how many; 0: there are none. */
    Future<Integer> deletePage() {
        return bus.call(Records.LIST, new Records.ListOf(scope, POSITION.name(), null, PAGE))
                .compose(found -> some(found.records(), record -> delete(record.key()))
                        .map(found.records().size()));
    }

    /** The listener has begun with the rooms of no shard. */
    Future<Void> forgetShards() {
        return some(IntStream.range(0, Shard.COUNT).boxed().toList(), shard -> delete(shardKey(shard)));
    }

    private Future<?> delete(RecordKey key) {
        return bus.call(Records.DELETE, new Records.Delete(key, null));
    }

    /** With the rooms of which of these shards the listener has begun. */
    public Future<Set<Integer>> begun(Collection<Integer> shards) {
        List<RecordKey> keys = shards.stream().map(this::shardKey).toList();
        return bus.call(Records.GET, new Records.Get(keys)).map(found -> {
            Set<Integer> begun = new HashSet<>();
            found.records()
                    .forEach(record -> begun.add(Integer.valueOf(record.key().key())));
            return begun;
        });
    }

    /** The listener has begun with the rooms of this shard. */
    public Future<Void> begin(int shard) {
        return bus.call(Records.PUT, BEGUN.put(shardKey(shard), new Begun(true)))
                .mapEmpty();
    }

    private RecordKey shardKey(int shard) {
        return BEGUN.key(scope, String.valueOf(shard));
    }
}
