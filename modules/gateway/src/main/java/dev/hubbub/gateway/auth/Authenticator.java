// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Access;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds who the bearer of a token is: it is verified, and then access is asked, which knows who was logged out or
 * disabled. Where access does not answer it is asked again for a while, since another node takes over within seconds
 * what a dead node served. A user is not let in while access does not answer.
 */
public final class Authenticator {
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration ANSWER_TIME = Duration.ofMillis(1_500);

    private final TokenVerifier tokens;
    private final Vertx vertx;
    private final Bus bus;
    private final long patienceNanos;

    /**
     * Must be used on the context of the verifier.
     *
     * @param patience how long access is asked again
     */
    public Authenticator(TokenVerifier tokens, Vertx vertx, Duration patience) {
        this.tokens = tokens;
        this.vertx = vertx;
        this.bus = new Bus(vertx, ANSWER_TIME);
        this.patienceNanos = patience.toNanos();
    }

    /** The user of the token. Fails with UNAUTHORIZED, FORBIDDEN or UNAVAILABLE. */
    public Future<Identity> authenticate(String token) {
        return verify(token).compose(this::admit);
    }

    /** What the token says, whether or not its user may come in. Fails with UNAUTHORIZED. */
    public Future<Identity> verify(String token) {
        return tokens.verify(token);
    }

    /** The same user, if access lets the user in. Fails with UNAUTHORIZED, FORBIDDEN or UNAVAILABLE. */
    public Future<Identity> admit(Identity identity) {
        return authorize(identity, System.nanoTime()).map(identity);
    }

    private Future<Access.LoginAuthorized> authorize(Identity identity, long since) {
        return authorize(identity).recover(cause -> {
            boolean again = ((HubException) cause).is(ErrorCode.UNAVAILABLE)
                    && System.nanoTime() - since + PAUSE.toNanos() < patienceNanos;
            return again
                    ? vertx.timer(PAUSE.toMillis()).compose(later -> authorize(identity, since))
                    : Future.failedFuture(cause);
        });
    }

    /** Whether a user who logged in with this token may still be logged in; asked once. */
    public Future<Access.LoginAuthorized> authorize(Identity identity) {
        return bus.call(
                        Access.AUTHORIZE_LOGIN,
                        new Access.AuthorizeLogin(identity.caller().user(), identity.issuedAt()))
                .recover(cause -> Future.failedFuture(withReason((HubException) cause)));
    }

    /** Access refuses a token for its age alone. */
    private static HubException withReason(HubException cause) {
        return cause.is(ErrorCode.UNAUTHORIZED) ? new LoginRefusedException(LoginRefusal.LOGGED_OUT, cause) : cause;
    }

    /** How many questions have no answer yet. */
    public int calls() {
        return bus.calls();
    }

    /** Whether the token was at fault. */
    public static boolean isRefusal(Throwable failure) {
        return failure instanceof HubException cause && cause.is(ErrorCode.UNAUTHORIZED);
    }

    /** How a socket with a refused token is closed; empty when access did not answer. */
    public static Optional<CloseCode> closeCode(Throwable refusal) {
        HubException cause = (HubException) refusal;
        if (cause.is(ErrorCode.FORBIDDEN)) {
            return Optional.of(CloseCode.DISABLED);
        }
        return cause.is(ErrorCode.UNAUTHORIZED) ? Optional.of(CloseCode.UNAUTHORIZED) : Optional.empty();
    }
}
