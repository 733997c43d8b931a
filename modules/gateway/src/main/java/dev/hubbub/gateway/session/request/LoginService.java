// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session.request;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.Session.LoggedIn;
import dev.hubbub.contract.session.Session.Login;
import dev.hubbub.contract.session.Session.Refresh;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.auth.Authenticator;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.gateway.limits.FailedLoginLimiter;
import dev.hubbub.gateway.request.BoundRequest;
import dev.hubbub.gateway.session.ClientSession;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Gives a session its user, and later a newer token of the same user. Login and refresh differ in name only: either may
 * come first or again, neither may change who the user is. A token that is refused later leaves the session as it is, as
 * long as its own token holds; it ends when access says that its user was logged out or disabled.
 */
public final class LoginService {
    private final Authenticator authenticator;
    private final FailedLoginLimiter failures;

    public LoginService(Authenticator authenticator, FailedLoginLimiter failures) {
        this.authenticator = authenticator;
        this.failures = failures;
    }

    Future<Object> login(ClientSession session, BoundRequest request) {
        return failures.attempt(session.ip(), Authenticator::isRefusal, () -> authenticate(session, request))
                .compose(identity -> accept(session, identity))
                .recover(cause -> Future.failedFuture(refusal(session, (HubException) cause)))
                .map(loggedIn -> loggedIn);
    }

    private Future<Identity> authenticate(ClientSession session, BoundRequest request) {
        try {
            Record body = request.body().get();
            return authenticator
                    .verify(body instanceof Login login ? login.token() : ((Refresh) body).token())
                    .recover(cause -> Future.failedFuture(
                            session.caller() == null ? cause : new RefusedException((HubException) cause, null)))
                    .map(identity -> requireNewer(session, identity))
                    .compose(authenticator::admit);
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    /** A session that has a user takes newer tokens of this user only. */
    private static Identity requireNewer(ClientSession session, Identity identity) {
        Caller caller = session.caller();
        if (caller == null) {
            return identity;
        }
        if (!caller.user().equals(identity.caller().user())) {
            throw new HubException(ErrorCode.CONFLICT, "socket belongs to another user");
        }
        if (identity.expiresAt().isBefore(session.expiresAt())) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST, "token: expires before the one in use (expected: one that expires later)");
        }
        return identity;
    }

    private static Future<LoggedIn> accept(ClientSession session, Identity identity) {
        LoggedIn in = new LoggedIn(identity.caller().user(), identity.expiresAt());
        if (session.caller() == null) {
            return session.login(identity).map(in);
        }
        session.renew(requireNewer(session, identity)); // another one may have come meanwhile
        return Future.succeededFuture(in);
    }

    private static RefusedException refusal(ClientSession session, HubException cause) {
        return cause instanceof RefusedException decided ? decided : new RefusedException(cause, end(session, cause));
    }

    private static @Nullable CloseCode end(ClientSession session, HubException cause) {
        if (cause.is(ErrorCode.CONFLICT)) {
            return CloseCode.IDENTITY_CONFLICT;
        }
        if (cause.is(ErrorCode.TOO_MANY) && session.caller() == null) {
            return CloseCode.TOO_MANY;
        }
        if (cause.is(ErrorCode.BAD_REQUEST) && session.caller() == null) {
            return CloseCode.UNAUTHORIZED;
        }
        return Authenticator.closeCode(cause).orElse(null);
    }
}
