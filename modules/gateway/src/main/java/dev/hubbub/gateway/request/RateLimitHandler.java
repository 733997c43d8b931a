// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.session.Session;
import dev.hubbub.gateway.dialect.ClientFrame;
import dev.hubbub.gateway.limits.UserLimit;
import dev.hubbub.gateway.limits.UserRateLimiter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the limits of the user before a frame goes on. The frames of a socket are asked for as they come, and go on in
 * their order; while one waits it counts as work. A frame beyond a limit is answered, and changes nothing.
 */
final class RateLimitHandler implements FrameHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitHandler.class);

    /** What is as many requests as there are elements in that field: it costs as much. */
    private static final Map<String, String> MANY =
            Map.of(Session.RESUME.address(), "rooms", Rooms.CREATE.address(), "members");

    private final UserRateLimiter rates;
    private final FrameHandler handler;

    RateLimitHandler(UserRateLimiter rates, FrameHandler handler) {
        this.rates = rates;
        this.handler = handler;
    }

    @Override
    public void handle(Requester session, ClientFrame frame) {
        boolean login = isLogin(frame);
        if (login) {
            session.window().hold(); // what follows is judged by the outcome
        }
        session.window().begin();
        session.order()
                .next(login && session.caller() == null ? Future.succeededFuture() : permission(session, frame))
                .map(taken -> goOn(session, frame))
                .onFailure(cause -> refuse(session, frame, cause))
                .onComplete(either -> {
                    session.window().done();
                    if (login) {
                        session.window().release();
                    }
                });
    }

    private Future<Void> permission(Requester session, ClientFrame frame) {
        return switch (frame.type()) {
            case SEND -> rates.take(session.caller(), limit(frame.address()), tokens(frame));
            case REGISTER -> rates.take(session.caller(), UserLimit.REQUESTS, 1);
            default -> Future.succeededFuture();
        };
    }

    private static boolean isLogin(ClientFrame frame) {
        return Session.LOGIN.address().equals(frame.address())
                || Session.REFRESH.address().equals(frame.address());
    }

    private static UserLimit limit(String address) {
        if (address.equals(Messages.SEND.address())) {
            return UserLimit.MESSAGES;
        }
        return address.equals(Presence.TYPING.address()) ? UserLimit.TYPING : UserLimit.REQUESTS;
    }

    private static int tokens(ClientFrame frame) {
        String many = MANY.get(frame.address());
        return many != null && frame.body() instanceof JsonObject body && body.getValue(many) instanceof JsonArray each
                ? Math.max(1, each.size())
                : 1;
    }

    /** A socket that is gone listens to nothing; what it had asked for is done. */
    private Void goOn(Requester session, ClientFrame frame) {
        if (!session.isClosed() || frame.type() == ClientFrame.Type.SEND) {
            handler.handle(session, frame);
        }
        return null;
    }

    private static void refuse(Requester session, ClientFrame frame, Throwable cause) {
        if (!(cause instanceof HubException expected)) {
            LOG.error("a frame failed", cause);
            session.close(CloseCode.INTERNAL);
        } else if (frame.answerTo() != null) {
            session.fail(frame.answerTo(), expected);
        }
    }
}
