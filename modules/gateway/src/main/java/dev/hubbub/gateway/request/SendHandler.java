// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.Session;
import dev.hubbub.gateway.dialect.ClientFrame;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Hands a request to the verticle that serves it, with the caller stamped, and its answer back. */
final class SendHandler implements FrameHandler {
    private final Bus bus;
    private final LoginHandler login;
    private final ResumeHandler resume;

    SendHandler(Bus bus, LoginHandler login, ResumeHandler resume) {
        this.bus = bus;
        this.login = login;
        this.resume = resume;
    }

    @Override
    public void handle(Requester session, ClientFrame frame) {
        Rpc<?, ?> rpc = Catalogue.api(frame.address());
        if (Session.LOGIN.equals(rpc) || Session.REFRESH.equals(rpc)) {
            login.handle(session, frame);
            return;
        }
        if (Session.RESUME.equals(rpc)) {
            resume.handle(session, frame);
            return;
        }
        session.window().begin();
        ask(rpc, session, frame)
                .onSuccess(answer -> {
                    if (frame.replyAddress() != null) {
                        session.reply(frame.replyAddress(), answer);
                    }
                })
                .onFailure(cause -> {
                    if (frame.replyAddress() != null) {
                        session.fail(frame.replyAddress(), (HubException) cause);
                    }
                })
                .onComplete(either -> session.window().done());
    }

    private Future<?> ask(Rpc<?, ?> rpc, Requester session, ClientFrame frame) {
        if (rpc == null) {
            return bus.relay(frame.address(), session.caller(), frame.body());
        }
        return frame.body() instanceof JsonObject body
                ? bus.forward(rpc, session.caller(), body)
                : Future.failedFuture(
                        new HubException(ErrorCode.BAD_REQUEST, "body: not there (expected: a JSON object)"));
    }
}
