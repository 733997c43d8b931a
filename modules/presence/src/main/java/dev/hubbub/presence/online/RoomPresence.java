// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.Presence.InRoomQuery;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.States;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.query.RoomFollowers;
import dev.hubbub.presence.query.RoomFollowers.InRoom;
import dev.hubbub.presence.query.StateLookup;
import dev.hubbub.presence.remote.RemoteServices;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells members of a room which members are online, how many, and which of them follow the room. */
public final class RoomPresence {
    /** Of larger rooms, a page is shown. */
    static final int MAX_MEMBERS = Presence.MAX_USERS;

    /** In larger rooms members are not counted. */
    static final int MAX_COUNTED = 10_000;

    private static final InRoom NOT_ASKED = new InRoom(Set.of(), false);

    private final RemoteServices services;
    private final StateLookup lookup;
    private final RoomFollowers followers;

    public RoomPresence(RemoteServices services, StateLookup lookup, RoomFollowers followers) {
        this.services = services;
        this.lookup = lookup;
        this.followers = followers;
    }

    public Future<States> list(Caller caller, InRoomQuery query) {
        return services.authorizeSubscription(caller, query.room())
                .compose(allowed -> services.describeRoom(query.room()))
                .compose(room -> states(caller.user(), query, room));
    }

    private Future<States> states(UserId viewer, InRoomQuery query, MessageLog.Room room) {
        List<UserId> members = room.members().stream()
                .filter(Member::isMember)
                .map(Member::user)
                .sorted()
                .toList();
        boolean counted = members.size() <= MAX_COUNTED;
        List<UserId> asked = counted ? members : page(members.stream(), query);
        Future<List<State>> states = lookup.states(asked, viewer);
        Future<InRoom> inRoom = query.here() ? followers.of(query.room()) : Future.succeededFuture(NOT_ASKED);
        UserId last = counted || asked.isEmpty() ? null : asked.get(asked.size() - 1);
        boolean ends = last == null || last.equals(members.get(members.size() - 1));
        return Future.all(states, inRoom)
                .compose(both -> shown(viewer, query, mark(states.result(), inRoom.result()), ends ? null : last)
                        .map(page -> counted ? count(states.result(), inRoom.result(), page) : page));
    }

    private static List<UserId> page(Stream<UserId> members, InRoomQuery query) {
        return members.filter(user -> isAfter(user, query)).limit(query.limit()).toList();
    }

    private static boolean isAfter(UserId user, InRoomQuery query) {
        return query.after() == null || user.compareTo(query.after()) > 0;
    }

    private static List<State> mark(List<State> states, InRoom inRoom) {
        return states.stream()
                .map(state -> isHere(state, inRoom) ? state.withHere() : state)
                .toList();
    }

    /** One who is shown as offline is not shown as a follower. */
    private static boolean isHere(State state, InRoom inRoom) {
        return state.online() && inRoom.users().contains(state.user());
    }

    /** @param next where the next page begins even if this one is not full; null: that depends on the states */
    private Future<States> shown(UserId viewer, InRoomQuery query, List<State> states, @Nullable UserId next) {
        List<State> wanted = states.stream()
                .filter(state -> isAfter(state.user(), query) && (!query.online() || state.online()))
                .toList();
        List<State> page = wanted.stream().limit(query.limit()).toList();
        UserId after = page.size() < wanted.size() ? page.get(page.size() - 1).user() : next;
        return lookup.withLastSeen(page)
                .compose(seen -> lookup.withoutBlockers(seen, viewer))
                .map(seen -> new States(query.online() ? online(seen) : seen, null, null, after));
    }

    private static List<State> online(List<State> states) {
        return states.stream().filter(State::online).toList();
    }

    private static States count(List<State> all, InRoom inRoom, States page) {
        int online = (int) all.stream().filter(State::online).count();
        int here = (int) all.stream().filter(state -> isHere(state, inRoom)).count();
        return new States(page.users(), online, inRoom.complete() ? here : null, page.next());
    }
}
