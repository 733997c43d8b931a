// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.query;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.Presence.Lookup;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.States;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.LastVisits;
import dev.hubbub.presence.remote.RemoteServices;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up what one user may see of others, wherever their shards are served. */
public final class StateLookup {
    private static final Logger LOG = LoggerFactory.getLogger(StateLookup.class);

    private final RemoteServices services;

    public StateLookup(RemoteServices services) {
        this.services = services;
    }

    /**
     * The states of users, ordered by id; without the times of last visits that are stored.
     *
     * @param viewer who asks, and sees the truth about itself; null: the host app's server
     */
    public Future<List<State>> states(Collection<UserId> users, @Nullable UserId viewer) {
        List<Future<States>> asked =
                users.stream()
                        .distinct()
                        .collect(Collectors.groupingBy(user -> Shard.of(user.value())))
                        .entrySet()
                        .stream()
                        .flatMap(part -> lookups(part.getKey(), part.getValue(), viewer).stream())
                        .map(services::lookup)
                        .toList();
        return Future.all(asked).map(all -> asked.stream()
                .flatMap(states -> states.result().users().stream())
                .sorted(Comparator.comparing(State::user))
                .toList());
    }

    private static List<Lookup> lookups(int shard, List<UserId> users, @Nullable UserId viewer) {
        List<Lookup> lookups = new ArrayList<>();
        for (int from = 0; from < users.size(); from += Presence.MAX_USERS) {
            List<UserId> part = users.subList(from, Math.min(users.size(), from + Presence.MAX_USERS));
            lookups.add(new Lookup(shard, part, viewer != null && part.contains(viewer) ? viewer : null));
        }
        return lookups;
    }

    /** The same with the times of last visits, of users who show them. At most {@link Presence#MAX_USERS} states. */
    public Future<List<State>> withLastSeen(List<State> states) {
        List<UserId> offline = states.stream()
                .filter(state -> !state.online())
                .map(State::user)
                .toList();
        if (offline.isEmpty()) {
            return Future.succeededFuture(states);
        }
        return services.lastVisits(offline)
                .map(visits ->
                        states.stream().map(state -> seenAt(state, visits)).toList())
                .otherwise(cause -> withoutLastSeen(states, cause));
    }

    /**
     * The same, where users who block the viewer look as if they had never come. At most {@link Presence#MAX_USERS} states;
     * all of them while the store is away.
     */
    public Future<List<State>> withoutBlockers(List<State> states, UserId viewer) {
        List<UserId> users = states.stream().map(State::user).toList();
        return services.blockersOf(viewer, users)
                .map(blockers -> states.stream()
                        .map(state -> blockers.contains(state.user()) ? new State(state.user(), false, null) : state)
                        .toList())
                .otherwise(states);
    }

    /** What is not stored yet is newer. */
    private static State seenAt(State state, LastVisits visits) {
        if (state.online() || visits.hidden().contains(state.user())) {
            return state.seenAt(null);
        }
        return state.lastSeen() == null ? state.seenAt(visits.times().get(state.user())) : state;
    }

    /** The answer is useful without the times; which of them may be shown is not known. */
    private static List<State> withoutLastSeen(List<State> states, Throwable cause) {
        LOG.debug("presence is shown without the time of the last visit: {}", cause.getMessage());
        return states.stream().map(state -> state.seenAt(null)).toList();
    }
}
