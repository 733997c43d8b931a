// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session.request;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.dialect.Fault;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.gateway.fanout.OperatorFeeds;
import dev.hubbub.gateway.fanout.RoomFeeds;
import dev.hubbub.gateway.fanout.user.UserFeeds;
import dev.hubbub.gateway.metrics.GatewayCounters;
import dev.hubbub.gateway.session.ClientSession;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The feeds that sessions follow. A request counts at once, so that no burst gets past the limit. */
public final class Subscriptions {
    private final RoomFeeds rooms;
    private final UserFeeds users;
    private final OperatorFeeds operators;
    private final int maxSubscriptions;
    private final GatewayCounters counters;

    /**
     * @param maxSubscriptions how many feeds a session may follow; 0: any number
     * @param counters of clients that come back
     */
    public Subscriptions(
            RoomFeeds rooms, UserFeeds users, OperatorFeeds operators, int maxSubscriptions, GatewayCounters counters) {
        this.rooms = rooms;
        this.users = users;
        this.operators = operators;
        this.maxSubscriptions = maxSubscriptions;
        this.counters = counters;
    }

    Future<Object> follow(ClientSession session, String address, @Nullable String since, @Nullable String refusals) {
        if (session.isClosed()) {
            return Future.succeededFuture();
        }
        Optional<RoomId> room = Feeds.room(address);
        if (room.isPresent()) {
            return followRoom(session, room.get(), since(since), refusals).map(told -> told);
        }
        Optional<Fault> fault = claim(session, address);
        if (fault.isPresent()) {
            return Future.failedFuture(new RefusedException(fault.get()));
        }
        if (address.equals(Feeds.USER)) {
            return users.subscribe(session).mapEmpty();
        }
        operators.subscribe(address, session);
        return Future.succeededFuture();
    }

    private static @Nullable Long since(@Nullable String header) {
        try {
            return SinceHeader.parse(header);
        } catch (IllegalArgumentException e) {
            throw HubException.badRequest(e);
        }
    }

    /**
     * Follows a room, and says what came of it on the feed's address.
     *
     * @param since the last entry that the client has, or null
     * @param refusals where the client is told that it may not have this feed; null: nowhere
     * @return what the client was told; never fails
     */
    Future<Session.Outcome> followRoom(
            ClientSession session, RoomId room, @Nullable Long since, @Nullable String refusals) {
        Future<Session.Outcome> outcome = claimRoom(session, room, since, refusals);
        return since == null ? outcome : outcome.onSuccess(told -> counters.resumed(told.event()));
    }

    private Future<Session.Outcome> claimRoom(
            ClientSession session, RoomId room, @Nullable Long since, @Nullable String refusals) {
        Optional<Fault> fault = claim(session, Feeds.of(room));
        if (fault.isPresent()) {
            RefusedException refusal = new RefusedException(fault.get());
            session.fail(refusals, refusal);
            return Future.succeededFuture(
                    new Session.Outcome(room, "refused", null, null, refusal.number(), refusal.getMessage()));
        }
        return rooms.subscribe(room, session, since);
    }

    private Optional<Fault> claim(ClientSession session, String address) {
        if (session.addresses().contains(address)) {
            return Optional.of(Fault.REGISTERED);
        }
        if (maxSubscriptions > 0 && session.addresses().size() >= maxSubscriptions) {
            return Optional.of(Fault.TOO_MANY_REGISTERED);
        }
        session.addresses().add(address);
        return Optional.empty();
    }

    Future<Object> unfollow(ClientSession session, String address) {
        if (session.addresses().remove(address)) {
            leave(session, address);
        } else if (!session.isClosed()) {
            return Future.failedFuture(new RefusedException(Fault.NOT_REGISTERED));
        }
        return Future.succeededFuture();
    }

    /** The session is closed. */
    public void unfollowAll(ClientSession session) {
        session.addresses().forEach(address -> leave(session, address));
        session.addresses().clear();
    }

    private void leave(ClientSession session, String address) {
        Optional<RoomId> room = Feeds.room(address);
        if (room.isPresent()) {
            rooms.unsubscribe(room.get(), session);
        } else if (address.equals(Feeds.USER)) {
            users.unsubscribe(session);
        } else {
            operators.unsubscribe(address, session);
        }
    }
}
