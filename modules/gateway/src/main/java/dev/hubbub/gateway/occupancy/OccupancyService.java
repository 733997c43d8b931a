// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.occupancy;

import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Occupancy.Followers;
import dev.hubbub.contract.presence.Occupancy.NodeRooms;
import dev.hubbub.contract.presence.Occupancy.OfNode;
import dev.hubbub.contract.presence.Occupancy.OfRoom;
import dev.hubbub.contract.presence.Occupancy.RoomCount;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Says how many sockets of this node follow which rooms: the sum over its event loops. */
public final class OccupancyService {
    private static final Comparator<RoomId> BY_ID = Comparator.comparing(RoomId::value);

    private final Vertx vertx;
    private final LongSupplier sockets;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    /** The rooms that are followed on one event loop. */
    public interface Loop {
        /** The rooms; from any thread. */
        Set<RoomId> rooms();

        /** The users who follow each of these rooms, each once a socket; asked from any thread. */
        Future<Map<RoomId, List<UserId>>> followers(List<RoomId> rooms);
    }

    private record Rooms(int count, List<RoomId> first) {}

    /** @param sockets how many are open on this node */
    public OccupancyService(Vertx vertx, LongSupplier sockets) {
        this.vertx = vertx;
        this.sockets = sockets;
    }

    /** Adds an event loop. */
    public void add(Loop loop) {
        loops.add(loop);
    }

    /** Counts a page of rooms. There may be very many of them, so a worker thread looks at their ids. */
    public Future<NodeRooms> rooms(OfNode query) {
        return vertx.executeBlocking(() -> first(query.after(), query.limit()))
                .compose(rooms -> followers(rooms.first())
                        .map(followers -> new NodeRooms(
                                sockets.getAsLong(),
                                rooms.count(),
                                rooms.first().stream()
                                        .map(room -> count(room, followers.getOrDefault(room, List.of())))
                                        .toList())));
    }

    private Rooms first(@Nullable RoomId after, int limit) {
        Set<RoomId> all = new HashSet<>();
        TreeSet<RoomId> first = new TreeSet<>(BY_ID);
        for (Loop loop : loops) {
            for (RoomId room : loop.rooms()) {
                all.add(room);
                if ((after == null || BY_ID.compare(room, after) > 0)
                        && (first.size() < limit || BY_ID.compare(room, first.last()) < 0)
                        && first.add(room)
                        && first.size() > limit) {
                    first.pollLast();
                }
            }
        }
        return new Rooms(all.size(), List.copyOf(first));
    }

    private static RoomCount count(RoomId room, List<UserId> followers) {
        return new RoomCount(room, followers.size(), Set.copyOf(followers).size());
    }

    /** Says who follows a room. */
    public Future<Followers> followers(OfRoom query) {
        return followers(List.of(query.room())).map(found -> {
            List<UserId> followers = found.getOrDefault(query.room(), List.of());
            List<UserId> users = followers.stream().distinct().toList();
            List<UserId> names = users.stream().limit(Occupancy.MAX_NAMES).toList();
            return new Followers(followers.size(), users.size(), names);
        });
    }

    private Future<Map<RoomId, List<UserId>>> followers(List<RoomId> rooms) {
        List<Future<Map<RoomId, List<UserId>>>> asked =
                loops.stream().map(loop -> loop.followers(rooms)).toList();
        return Future.all(asked).map(all -> {
            Map<RoomId, List<UserId>> together = new HashMap<>();
            asked.forEach(part -> part.result()
                    .forEach((room, users) -> together.computeIfAbsent(room, first -> new ArrayList<>())
                            .addAll(users)));
            return together;
        });
    }
}
