// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.session.Session.LoggedIn;
import dev.hubbub.contract.session.Session.Refresh;
import dev.hubbub.gateway.auth.Authenticator;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.dialect.ClientFrame;
import dev.hubbub.gateway.limits.FailedLoginLimiter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * Gives a socket its user, and later a newer token of the same user. Login and refresh differ in name only: either
 * may come first or again, neither may change who the user is.
 */
final class LoginHandler implements FrameHandler {
    private final Authenticator authenticator;
    private final FailedLoginLimiter failures;

    LoginHandler(Authenticator authenticator, FailedLoginLimiter failures) {
        this.authenticator = authenticator;
        this.failures = failures;
    }

    @Override
    public void handle(Requester session, ClientFrame frame) {
        session.window().hold(); // what follows is judged by the outcome
        failures.attempt(session.ip(), Authenticator::isRefusal, () -> verify(frame.body()))
                .compose(identity -> accept(session, identity))
                .onSuccess(in -> {
                    if (frame.replyAddress() != null) {
                        session.reply(frame.replyAddress(), Json.write(in));
                    }
                })
                .onFailure(cause -> refuse(session, frame, (HubException) cause))
                .onComplete(either -> session.window().release());
    }

    private Future<Identity> verify(Object body) {
        try {
            if (!(body instanceof JsonObject json)) {
                throw new HubException(ErrorCode.BAD_REQUEST, "body: missing (expected: {token})");
            }
            return authenticator.authenticate(Json.read(json, Refresh.class).token());
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<LoggedIn> accept(Requester session, Identity identity) {
        LoggedIn in = new LoggedIn(identity.caller().user(), identity.expiresAt());
        if (session.caller() == null) {
            return session.login(identity).map(in);
        }
        if (!session.caller().user().equals(in.user())) {
            return Future.failedFuture(new HubException(ErrorCode.CONFLICT, "socket belongs to another user"));
        }
        session.renew(identity);
        return Future.succeededFuture(in);
    }

    private static void refuse(Requester session, ClientFrame frame, HubException cause) {
        session.fail(frame.replyAddress(), cause);
        if (cause.is(ErrorCode.CONFLICT)) {
            session.close(CloseCode.IDENTITY_CONFLICT);
        } else if (cause.is(ErrorCode.TOO_MANY) && session.caller() == null) {
            session.close(CloseCode.TOO_MANY);
        } else if (cause.is(ErrorCode.BAD_REQUEST) && session.caller() == null) {
            session.close(CloseCode.UNAUTHORIZED);
        } else {
            Authenticator.closeCode(cause).ifPresent(session::close);
        }
    }
}
