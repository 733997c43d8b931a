// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.listeners.positions.Positions;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a new listener begins. One that begins now gets the newest entry of each room as its position, in a round over all
 * rooms, shard by shard. After that round a room without a position is new, and heard from its first entry.
 */
final class StartingPoint {
    private final Bus bus;
    private final Positions positions;
    private final Set<Integer> begun = new HashSet<>();
    private Set<Integer> beginning = Set.of();

    /** @param now whether the listener begins with what is stored from now on, and not with the first entry of each room */
    StartingPoint(Bus bus, Positions positions, boolean now) {
        this.bus = bus;
        this.positions = positions;
        if (!now) {
            IntStream.range(0, Shard.COUNT).forEach(begun::add);
        }
    }

    /** Whether the listener has begun with the rooms of this shard, as far as is known here. */
    boolean hasBegun(int shard) {
        return begun.contains(shard);
    }

    /** A round over all rooms begins. */
    Future<Void> beginRound(Collection<Integer> owned) {
        List<Integer> unknown =
                owned.stream().filter(shard -> !begun.contains(shard)).toList();
        beginning = Set.of();
        return unknown.isEmpty()
                ? Future.succeededFuture()
                : positions.begun(unknown).map(found -> {
                    begun.addAll(found);
                    beginning = unknown.stream()
                            .filter(shard -> !begun.contains(shard))
                            .collect(Collectors.toUnmodifiableSet());
                    return null;
                });
    }

    /** Some rooms of the round. */
    Future<Void> pass(Collection<RoomId> rooms) {
        List<RoomId> ours = rooms.stream()
                .filter(room -> beginning.contains(Shard.of(room.value())))
                .toList();
        return ours.isEmpty()
                ? Future.succeededFuture()
                : positions
                        .of(ours)
                        .compose(known -> begin(ours.stream()
                                .filter(room -> !known.containsKey(room))
                                .toList()));
    }

    private Future<Void> begin(List<RoomId> rooms) {
        return rooms.isEmpty()
                ? Future.succeededFuture()
                : bus.call(Conversations.HEADS, new Conversations.HeadsOf(rooms))
                        .compose(heads -> {
                            Map<RoomId, Long> newest = new HashMap<>();
                            heads.rooms().stream()
                                    .filter(head -> RoomLog.isStored(head.seq()))
                                    .forEach(head -> newest.put(head.room(), head.seq()));
                            return positions.raise(newest);
                        });
    }

    /**
     * The round is through.
     *
     * @param owned the shards that this node has now
     * @return with how many shards the listener has begun in this round
     */
    Future<Integer> endRound(Collection<Integer> owned) {
        List<Integer> passed = beginning.stream().filter(owned::contains).toList();
        beginning = Set.of();
        return Future.all(passed.stream().map(positions::begin).toList()).map(stored -> {
            begun.addAll(passed);
            return passed.size();
        });
    }
}
