// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.dialect.ClientFrame;
import dev.hubbub.gateway.dialect.FrameFault;
import dev.hubbub.gateway.dialect.SinceHeader;
import dev.hubbub.gateway.fanout.OperatorFeeds;
import dev.hubbub.gateway.fanout.RoomFeeds;
import io.vertx.core.Future;
import java.util.Optional;

/** Begins to listen. What is asked for counts at once, so that no burst gets past the limit. */
final class RegisterHandler implements FrameHandler {
    private final RoomFeeds rooms;
    private final OperatorFeeds operators;
    private final int maxSubscriptions;

    RegisterHandler(RoomFeeds rooms, OperatorFeeds operators, int maxSubscriptions) {
        this.rooms = rooms;
        this.operators = operators;
        this.maxSubscriptions = maxSubscriptions;
    }

    @Override
    public void handle(Requester session, ClientFrame frame) {
        Optional<RoomId> room = Feeds.room(frame.address());
        if (room.isPresent()) {
            follow(session, frame, room.get());
            return;
        }
        Optional<FrameFault> fault = claim(session, frame.address());
        if (fault.isPresent()) {
            session.refuse(frame.answerTo(), fault.get());
        } else {
            operators.subscribe(frame.address(), session);
        }
    }

    private void follow(Requester session, ClientFrame frame, RoomId room) {
        Long since;
        try {
            since = SinceHeader.parse(frame.since());
        } catch (IllegalArgumentException e) {
            session.fail(frame.answerTo(), new HubException(ErrorCode.BAD_REQUEST, e.getMessage()));
            return;
        }
        register(session, room, since, frame.answerTo());
    }

    /**
     * Follows a room, and says what came of it on the feed's address.
     *
     * @param since the last entry that the client has, or null
     * @param refusals where it is said that the socket may not have this feed, or not any more
     * @return what the client was told; never fails
     */
    Future<Session.Outcome> register(Requester session, RoomId room, Long since, String refusals) {
        Optional<FrameFault> fault = claim(session, Feeds.of(room));
        if (fault.isPresent()) {
            session.refuse(refusals, fault.get());
            String message = fault.get().code() + ": " + fault.get().text();
            return Future.succeededFuture(new Session.Outcome(
                    room, "refused", null, null, fault.get().code().number(), message));
        }
        session.window().begin();
        return rooms.subscribe(room, session, since)
                .onComplete(told -> session.window().done());
    }

    private Optional<FrameFault> claim(Requester session, String address) {
        if (session.addresses().contains(address)) {
            return Optional.of(FrameFault.REGISTERED);
        }
        if (maxSubscriptions > 0 && session.addresses().size() >= maxSubscriptions) {
            return Optional.of(FrameFault.TOO_MANY_REGISTERED);
        }
        session.addresses().add(address);
        return Optional.empty();
    }
}
