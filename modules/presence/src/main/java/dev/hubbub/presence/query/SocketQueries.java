// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.query;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Occupancy.Followers;
import dev.hubbub.contract.presence.Occupancy.NodeRooms;
import dev.hubbub.contract.presence.Occupancy.RoomCount;
import dev.hubbub.contract.presence.ServerPresence.RoomSockets;
import dev.hubbub.contract.presence.ServerPresence.SocketCounts;
import dev.hubbub.contract.presence.ServerPresence.SocketsQuery;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Tells the host app's server how many sockets there are in the cluster, and how many follow which rooms. */
public final class SocketQueries {
    private static final Comparator<RoomId> BY_ID = Comparator.comparing(RoomId::value);

    private final RemoteServices services;

    public SocketQueries(RemoteServices services) {
        this.services = services;
    }

    public Future<SocketCounts> sockets(Caller caller, SocketsQuery query) {
        ServerOnly.require(caller, "ask for sockets");
        RoomId room = query.room();
        return room == null ? page(query.after(), query.limit()) : one(room);
    }

    private Future<List<NodeRooms>> ask(@Nullable RoomId after, int limit) {
        List<Future<NodeRooms>> asked = services.nodes().stream()
                .map(node -> services.rooms(new Occupancy.OfNode(node, after, limit)))
                .toList();
        return Future.join(asked).transform(all -> {
            List<NodeRooms> answers = Answers.of(asked);
            return answers.isEmpty()
                    ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "no gateway answers, ask again"))
                    : Future.succeededFuture(answers);
        });
    }

    private static long sum(List<NodeRooms> answers, ToLongFunction<NodeRooms> figure) {
        return answers.stream().mapToLong(figure).sum();
    }

    private static SocketCounts counts(List<NodeRooms> answers, List<RoomSockets> rooms, @Nullable RoomId next) {
        return new SocketCounts(
                answers.size(), sum(answers, NodeRooms::sockets), sum(answers, NodeRooms::rooms), rooms, next);
    }

    private Future<SocketCounts> page(@Nullable RoomId after, int limit) {
        return ask(after, limit).map(answers -> {
            SortedMap<RoomId, RoomSockets> rooms = new TreeMap<>(BY_ID);
            answers.forEach(answer ->
                    answer.counts().forEach(room -> rooms.merge(room.room(), sockets(room), SocketQueries::together)));
            List<RoomSockets> known = reach(answers, limit)
                    .map(last -> rooms.values().stream().filter(room -> BY_ID.compare(room.room(), last) <= 0))
                    .orElseGet(() -> rooms.values().stream())
                    .limit(limit)
                    .toList();
            boolean more = known.size() < rooms.size() || reach(answers, limit).isPresent();
            return counts(answers, known, more ? known.get(known.size() - 1).room() : null);
        });
    }

    /** Up to where all nodes have told their rooms; empty: all rooms are there. */
    private static Optional<RoomId> reach(List<NodeRooms> answers, int limit) {
        return answers.stream()
                .map(NodeRooms::counts)
                .filter(counts -> counts.size() >= limit)
                .map(counts -> counts.get(counts.size() - 1).room())
                .min(BY_ID);
    }

    private static RoomSockets sockets(RoomCount count) {
        return new RoomSockets(count.room(), count.sockets(), count.users(), null);
    }

    private static RoomSockets together(RoomSockets one, RoomSockets other) {
        return new RoomSockets(one.room(), one.sockets() + other.sockets(), one.users() + other.users(), null);
    }

    private Future<SocketCounts> one(RoomId room) {
        List<Future<Followers>> asked = services.nodes().stream()
                .map(node -> services.followers(new Occupancy.OfRoom(node, room)))
                .toList();
        return Future.join(asked).transform(all -> ask(null, 1)).map(totals -> {
            RoomSockets counted = followers(room, Answers.of(asked));
            return counts(totals, counted.sockets() == 0 ? List.of() : List.of(counted), null);
        });
    }

    private static RoomSockets followers(RoomId room, List<Followers> answers) {
        int sockets = answers.stream().mapToInt(Followers::sockets).sum();
        int users = answers.stream().mapToInt(Followers::users).sum();
        int named = answers.stream().mapToInt(answer -> answer.names().size()).sum();
        List<UserId> names = answers.stream()
                .flatMap(answer -> answer.names().stream())
                .distinct()
                .sorted()
                .toList();
        return new RoomSockets(room, sockets, named == users ? names.size() : users, names);
    }
}
