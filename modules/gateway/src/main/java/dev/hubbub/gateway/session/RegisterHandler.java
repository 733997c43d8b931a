// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.Feeds;
import dev.hubbub.contract.RoomId;
import dev.hubbub.gateway.fanout.OperatorFeeds;
import dev.hubbub.gateway.fanout.RoomFeeds;
import dev.hubbub.gateway.frames.ClientFrame;
import dev.hubbub.gateway.frames.FrameFault;
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
    public void handle(SocketSession session, ClientFrame frame) {
        if (session.addresses().contains(frame.address())) {
            session.refuse(frame.answerTo(), FrameFault.REGISTERED);
            return;
        }
        if (session.addresses().size() >= maxSubscriptions) {
            session.refuse(frame.answerTo(), FrameFault.TOO_MANY_REGISTERED);
            return;
        }
        session.addresses().add(frame.address());
        Optional<RoomId> room = Feeds.room(frame.address());
        if (room.isPresent()) {
            session.admission().begin();
            rooms.subscribe(room.get(), session, session.admission()::done);
        } else {
            operators.subscribe(frame.address(), session);
        }
    }
}
