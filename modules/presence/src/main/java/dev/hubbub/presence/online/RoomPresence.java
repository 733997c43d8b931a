// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence.InRoomQuery;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.States;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells members of a room which members are online. */
public final class RoomPresence {
    /** Of larger rooms, the first members are shown. */
    static final int MAX_MEMBERS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(RoomPresence.class);

    private final RemoteServices services;

    public RoomPresence(RemoteServices services) {
        this.services = services;
    }

    public Future<States> list(Caller caller, InRoomQuery query) {
        return services.authorizeSubscription(caller, query.room())
                .compose(allowed -> services.describeRoom(query.room()))
                .compose(this::states)
                .compose(this::withLastSeen);
    }

    private Future<List<State>> states(MessageLog.Room room) {
        List<Future<States>> asked = room.members().stream()
                .filter(Member::isMember)
                .limit(MAX_MEMBERS)
                .map(Member::user)
                .collect(Collectors.groupingBy(user -> Shard.of(user.value())))
                .entrySet()
                .stream()
                .map(part -> services.lookup(part.getKey(), part.getValue()))
                .toList();
        return Future.all(asked).map(all -> asked.stream()
                .flatMap(states -> states.result().users().stream())
                .toList());
    }

    private Future<States> withLastSeen(List<State> states) {
        List<UserId> unknown = states.stream()
                .filter(RoomPresence::lacksLastSeen)
                .map(State::user)
                .toList();
        return lastSeenOf(unknown)
                .map(lastSeen -> new States(states.stream()
                        .map(state -> lacksLastSeen(state) ? offline(state.user(), lastSeen) : state)
                        .toList()));
    }

    private static boolean lacksLastSeen(State state) {
        return !state.online() && state.lastSeen() == null;
    }

    private static State offline(UserId user, Map<UserId, Instant> lastSeen) {
        return new State(user, false, lastSeen.get(user));
    }

    /** The answer is useful without the times, so a failure of the store leaves out only them. */
    private Future<Map<UserId, Instant>> lastSeenOf(List<UserId> users) {
        if (users.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return services.lastSeen(users).otherwise(cause -> {
            LOG.debug("presence is shown without the time of the last visit: {}", cause.getMessage());
            return Map.of();
        });
    }
}
