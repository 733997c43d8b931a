// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.bridge;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.dialect.Fault;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.gateway.session.ClientSession;
import dev.hubbub.gateway.session.PacketHandler;
import dev.hubbub.gateway.session.request.ReplyHandler;
import dev.hubbub.gateway.session.request.SessionRequests;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns frames of the bridge into requests, and their outcomes into frames. */
public final class BridgeHandler implements PacketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeHandler.class);
    private static final int MAX_FAULTS = 20;

    private final SessionRequests requests;

    /** Must be used on one event loop. */
    public BridgeHandler(SessionRequests requests) {
        this.requests = requests;
    }

    @Override
    public void handle(ClientSession session, String packet) {
        try {
            handle(session, FrameParser.parse(packet));
        } catch (RuntimeException e) {
            LOG.error("a frame failed", e);
            session.close(CloseCode.INTERNAL);
        } catch (BadFrameException e) {
            requests.refuse(session, e.answerTo(), new RefusedException(e.fault()));
            if (session.caller() == null || session.countFault() >= MAX_FAULTS) {
                session.close(CloseCode.BAD_FRAME);
            }
        }
    }

    private void handle(ClientSession session, ClientFrame frame) {
        switch (frame.type()) {
            case PING -> {} // any frame is a sign of life
            case SEND ->
                requests.submit(session, frame.target(), frame.body(), new Answer(requests, session, frame, true));
            case PUBLISH -> refusePublish(session, frame);
            case REGISTER ->
                requests.follow(
                        session,
                        frame.target(),
                        frame.since(),
                        frame.answerTo(),
                        new Answer(requests, session, frame, false));
            case UNREGISTER -> requests.unfollow(session, frame.target(), new Answer(requests, session, frame, false));
        }
    }

    private void refusePublish(ClientSession session, ClientFrame frame) {
        Fault fault = session.caller() == null ? Fault.NOT_LOGGED_IN : Fault.PUBLISH;
        requests.refuse(session, frame.answerTo(), new RefusedException(fault));
    }

    /** @param replies whether success is told; feeds tell it themselves */
    private record Answer(SessionRequests requests, ClientSession session, ClientFrame frame, boolean replies)
            implements ReplyHandler {
        @Override
        public void replied(@Nullable Object body) {
            if (replies && frame.replyAddress() != null) {
                session.reply(frame.replyAddress(), body);
            }
        }

        @Override
        public void failed(HubException cause) {
            if (frame.answerTo() != null || cause instanceof RefusedException) {
                session.fail(frame.answerTo(), cause);
            } else {
                requests.failUnanswered(session, cause);
            }
        }
    }
}
