// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.dialect.ClientFrame;
import dev.hubbub.gateway.dialect.FrameFault;
import dev.hubbub.gateway.fanout.OperatorFeeds;
import dev.hubbub.gateway.fanout.RoomFeeds;
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
    public void handle(Requester session, ClientFrame frame) {
        if (session.addresses().remove(frame.address())) {
            unsubscribe(session, frame.address());
        } else {
            session.refuse(frame.answerTo(), FrameFault.NOT_REGISTERED);
        }
    }

    void unregisterAll(Requester session) {
        session.addresses().forEach(address -> unsubscribe(session, address));
        session.addresses().clear();
    }

    private void unsubscribe(Requester session, String address) {
        Optional<RoomId> room = Feeds.room(address);
        if (room.isPresent()) {
            rooms.unsubscribe(room.get(), session);
        } else {
            operators.unsubscribe(address, session);
        }
    }
}
