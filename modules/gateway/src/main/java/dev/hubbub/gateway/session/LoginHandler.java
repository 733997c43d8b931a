// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.CloseCode;
import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import dev.hubbub.contract.Json;
import dev.hubbub.contract.Session.LoggedIn;
import dev.hubbub.contract.Session.Refresh;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.auth.TokenVerifier;
import dev.hubbub.gateway.frames.ClientFrame;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/**
 * Gives a socket its user, and later a newer token of the same user. Login and refresh differ in name only: either
 * may come first or again, neither may change who the user is.
 */
final class LoginHandler implements FrameHandler {
    private final TokenVerifier tokens;
    private final Consumer<SocketSession> welcome;

    /** @param welcome told once a session has its user */
    LoginHandler(TokenVerifier tokens, Consumer<SocketSession> welcome) {
        this.tokens = tokens;
        this.welcome = welcome;
    }

    @Override
    public void handle(SocketSession session, ClientFrame frame) {
        session.admission().hold(); // what follows is judged by the outcome
        verify(frame.body())
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
            return tokens.verify(Json.read(json, Refresh.class).token());
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<LoggedIn> accept(SocketSession session, Identity identity) {
        boolean first = session.caller() == null;
        if (!first && !session.caller().user().equals(identity.caller().user())) {
            return Future.failedFuture(new HubException(ErrorCode.CONFLICT, "socket belongs to another user"));
        }
        session.loggedIn(identity);
        if (first && !session.isClosed()) {
            welcome.accept(session);
        }
        return Future.succeededFuture(new LoggedIn(identity.caller().user(), identity.expiresAt()));
    }

    private static void refuse(SocketSession session, ClientFrame frame, HubException cause) {
        session.fail(frame.replyAddress(), cause);
        if (cause.is(ErrorCode.CONFLICT)) {
            session.close(CloseCode.IDENTITY_CONFLICT);
        } else if (cause.is(ErrorCode.UNAUTHORIZED) || session.caller() == null) {
            session.close(CloseCode.UNAUTHORIZED);
        }
    }
}
