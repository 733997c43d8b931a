// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.Subscriber;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sockets of one user that follow the user's feed. Those that are not live yet wait for the rooms to be loaded. */
final class UserFeed {
    /** How many rooms may change while the rooms are being loaded before all of them are in doubt. */
    private static final int MAX_CHANGED = 100;

    private final UserId user;
    private final Set<Subscriber> live = new LinkedHashSet<>();
    private final Set<Subscriber> pending = new LinkedHashSet<>();
    private final Set<RoomId> changed = new LinkedHashSet<>();
    private boolean loading;

    UserFeed(UserId user) {
        this.user = user;
    }

    UserId user() {
        return user;
    }

    /** How many sockets follow it, or are about to. */
    int size() {
        return live.size() + pending.size();
    }

    /** Adds a socket. Returns whether the rooms are to be loaded: they are not, or not any more, on their way. */
    boolean expect(Subscriber subscriber) {
        pending.add(subscriber);
        boolean start = !loading;
        loading = true;
        return start;
    }

    void drop(Subscriber subscriber) {
        live.remove(subscriber);
        pending.remove(subscriber);
    }

    /** Notes that a room has changed. Returns whether it has to be looked up now: else it is when all are loaded. */
    boolean isDue(RoomId room) {
        if (loading && changed.size() <= MAX_CHANGED) {
            changed.add(room);
        }
        return !loading;
    }

    /** Whether more has changed during the load than could be noted. */
    boolean isInDoubt() {
        return changed.size() > MAX_CHANGED;
    }

    /** The load is over. Returns the rooms that have changed meanwhile. */
    List<RoomId> loaded() {
        loading = false;
        List<RoomId> meanwhile = List.copyOf(changed);
        changed.clear();
        return meanwhile;
    }

    /** Takes the sockets that wait for the load. */
    List<Subscriber> takePending() {
        List<Subscriber> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    /** The socket has its position: from now on it is told everything. */
    void open(Subscriber subscriber) {
        live.add(subscriber);
    }

    /** Tells all live sockets. */
    void tell(Object body) {
        Delivery delivery = Delivery.of(Feeds.USER, body);
        send(delivery, null);
        delivery.release();
    }

    /** @param except who is left out; null: no socket */
    void send(Delivery delivery, Hints.@Nullable Except except) {
        for (Subscriber each : List.copyOf(live)) {
            if (except == null || !except.spares(each.follower())) {
                each.send(delivery);
            }
        }
    }
}
