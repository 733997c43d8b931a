// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.session.Session.Outcome;
import dev.hubbub.contract.session.Session.Resume;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.dialect.ClientFrame;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Registers many rooms in one request, each from where the client was; a few at a time. */
final class ResumeHandler implements FrameHandler {
    private static final int AT_A_TIME = 16;

    private final RegisterHandler register;
    private final int maxInFlight;

    ResumeHandler(RegisterHandler register, int maxInFlight) {
        this.register = register;
        this.maxInFlight = maxInFlight;
    }

    @Override
    public void handle(Requester session, ClientFrame frame) {
        try {
            if (!(frame.body() instanceof JsonObject body)) {
                throw new HubException(ErrorCode.BAD_REQUEST, "body: not there (expected: {rooms})");
            }
            new Run(session, frame, Json.read(body, Resume.class)).begin();
        } catch (HubException e) {
            if (frame.replyAddress() != null) {
                session.fail(frame.replyAddress(), e);
            }
        }
    }

    /** One request, until all its rooms are answered. */
    private final class Run {
        private final Requester session;
        private final ClientFrame frame;
        private final Iterator<Session.Since> next;
        private final Map<RoomId, Outcome> outcomes = new LinkedHashMap<>();
        private int underWay;
        private boolean starting;

        Run(Requester session, ClientFrame frame, Resume asked) {
            this.session = session;
            this.frame = frame;
            this.next = asked.rooms().iterator();
            asked.rooms().forEach(each -> outcomes.put(each.room(), null)); // keeps the order of the request
        }

        void begin() {
            session.window().begin();
            startMore();
        }

        private void startMore() {
            if (starting) {
                return; // a room was refused at once; the loop below goes on
            }
            starting = true;
            while (next.hasNext() && !session.isClosed() && hasRoom()) {
                underWay++;
                start(next.next());
            }
            starting = false;
            if (underWay == 0) {
                end();
            }
        }

        /** At least one goes on, however much else the socket has asked for. */
        private boolean hasRoom() {
            return underWay == 0 || (underWay < AT_A_TIME && session.window().inFlight() < maxInFlight);
        }

        private void start(Session.Since each) {
            register.register(session, each.room(), each.since(), Feeds.of(each.room()))
                    .onComplete(told -> {
                        outcomes.put(each.room(), told.result());
                        underWay--;
                        startMore();
                    });
        }

        private void end() {
            if (frame.replyAddress() != null && !session.isClosed()) {
                session.reply(frame.replyAddress(), Json.write(new Session.Resumed(List.copyOf(outcomes.values()))));
            }
            session.window().done();
        }
    }
}
