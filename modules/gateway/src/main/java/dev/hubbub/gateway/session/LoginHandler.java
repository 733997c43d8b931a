// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.session.Session.LoggedIn;
import dev.hubbub.contract.session.Session.Refresh;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.frames.ClientFrame;
import dev.hubbub.gateway.limits.FailedLogins;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.BiFunction;

/**
 * Gives a socket its user, and later a newer token of the same user. Login and refresh differ in name only: either
 * may come first or again, neither may change who the user is.
 */
final class LoginHandler implements FrameHandler {
    private final Entrance entrance;
    private final FailedLogins failures;
    private final BiFunction<SocketSession, Identity, Future<Void>> enter;

    /** @param enter gives a session its first user, if there is a place */
    LoginHandler(Entrance entrance, FailedLogins failures, BiFunction<SocketSession, Identity, Future<Void>> enter) {
        this.entrance = entrance;
        this.failures = failures;
        this.enter = enter;
    }

    @Override
    public void handle(SocketSession session, ClientFrame frame) {
        session.admission().hold(); // what follows is judged by the outcome
        failures.attempt(session.address(), Entrance::isRefusal, () -> verify(frame.body()))
                .compose(identity -> accept(session, identity))
                .onSuccess(in -> {
                    if (frame.replyAddress() != null) {
                        session.reply(frame.replyAddress(), Json.write(in));
                    }
                })
                .onFailure(cause -> refuse(session, frame, (HubException) cause))
                .onComplete(either -> session.admission().release());
    }

    private Future<Identity> verify(Object body) {
        try {
            if (!(body instanceof JsonObject json)) {
                throw new HubException(ErrorCode.BAD_REQUEST, "body: missing (expected: {token})");
            }
            return entrance.enter(Json.read(json, Refresh.class).token());
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<LoggedIn> accept(SocketSession session, Identity identity) {
        LoggedIn in = new LoggedIn(identity.caller().user(), identity.expiresAt());
        if (session.caller() == null) {
            return enter.apply(session, identity).map(in);
        }
        if (!session.caller().user().equals(in.user())) {
            return Future.failedFuture(new HubException(ErrorCode.CONFLICT, "socket belongs to another user"));
        }
        session.loggedIn(identity);
        return Future.succeededFuture(in);
    }

    private static void refuse(SocketSession session, ClientFrame frame, HubException cause) {
        session.fail(frame.replyAddress(), cause);
        if (cause.is(ErrorCode.CONFLICT)) {
            session.close(CloseCode.IDENTITY_CONFLICT);
        } else if (cause.is(ErrorCode.TOO_MANY) && session.caller() == null) {
            session.close(CloseCode.TOO_MANY);
        } else if (cause.is(ErrorCode.BAD_REQUEST) && session.caller() == null) {
            session.close(CloseCode.UNAUTHORIZED);
        } else {
            Entrance.end(cause).ifPresent(session::close);
        }
    }
}
