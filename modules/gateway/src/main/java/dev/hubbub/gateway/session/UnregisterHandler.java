// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.fanout.OperatorFeeds;
import dev.hubbub.gateway.fanout.RoomFeeds;
import dev.hubbub.gateway.frames.ClientFrame;
import dev.hubbub.gateway.frames.FrameFault;
import java.util.Optional;

/** Stops listening, to one address or, when the socket is gone, to all. */
final class UnregisterHandler implements FrameHandler {
    private final RoomFeeds rooms;
    private final OperatorFeeds operators;

    UnregisterHandler(RoomFeeds rooms, OperatorFeeds operators) {
        this.rooms = rooms;
        this.operators = operators;
    }

    @Override
    public void handle(SocketSession session, ClientFrame frame) {
        if (session.addresses().remove(frame.address())) {
            leave(session, frame.address());
        } else {
            session.refuse(frame.answerTo(), FrameFault.NOT_REGISTERED);
        }
    }

    void leaveAll(SocketSession session) {
        session.addresses().forEach(address -> leave(session, address));
        session.addresses().clear();
    }

    private void leave(SocketSession session, String address) {
        Optional<RoomId> room = Feeds.room(address);
        if (room.isPresent()) {
            rooms.unsubscribe(room.get(), session);
        } else {
            operators.unsubscribe(address, session);
        }
    }
}
