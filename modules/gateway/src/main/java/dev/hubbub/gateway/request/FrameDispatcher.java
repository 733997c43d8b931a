// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.gateway.dialect.BadFrameException;
import dev.hubbub.gateway.dialect.ClientFrame;
import dev.hubbub.gateway.dialect.FrameFault;
import dev.hubbub.gateway.dialect.FrameParser;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From text to the handler of its frame type, by way of the policy. */
final class FrameDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(FrameDispatcher.class);
    private static final int MAX_FAULTS = 20;

    private final BridgePolicy policy;
    private final Map<ClientFrame.Type, FrameHandler> handlers;

    FrameDispatcher(BridgePolicy policy, Map<ClientFrame.Type, FrameHandler> handlers) {
        this.policy = policy;
        this.handlers = handlers;
    }

    void dispatch(Requester session, String text) {
        try {
            dispatch(session, FrameParser.parse(text));
        } catch (RuntimeException e) {
            LOG.error("a frame failed", e);
            session.close(CloseCode.INTERNAL);
        } catch (BadFrameException e) {
            session.refuse(e.answerTo(), e.fault());
            if (session.caller() == null || session.countFault() >= MAX_FAULTS) {
                session.close(CloseCode.BAD_FRAME);
            }
        }
    }

    private void dispatch(Requester session, ClientFrame frame) {
        Optional<FrameFault> fault = policy.judge(frame, session.caller());
        if (fault.isEmpty()) {
            handlers.get(frame.type()).handle(session, frame);
            return;
        }
        session.refuse(frame.answerTo(), fault.get());
        if (fault.get() == FrameFault.NOT_LOGGED_IN) {
            session.close(CloseCode.UNAUTHORIZED);
        }
    }
}
