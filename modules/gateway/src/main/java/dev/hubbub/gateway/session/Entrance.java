// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.Access;
import dev.hubbub.contract.Bus;
import dev.hubbub.contract.CloseCode;
import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.auth.TokenVerifier;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Whom a token lets in: it is verified, and then access is asked, which knows who was logged out or disabled. Where
 * access does not answer nobody is let in.
 */
public final class Entrance {
    private final TokenVerifier tokens;
    private final Bus bus;

    /** Must be used on the context of the verifier. */
    public Entrance(TokenVerifier tokens, Bus bus) {
        this.tokens = tokens;
        this.bus = bus;
    }

    /** Who the bearer is. Fails with UNAUTHORIZED, FORBIDDEN or UNAVAILABLE. */
    public Future<Identity> enter(String token) {
        return tokens.verify(token).compose(identity -> stay(identity).map(identity));
    }

    /** Whether somebody who came with this token may still be here. */
    Future<Access.Welcome> stay(Identity identity) {
        return bus.call(Access.ADMIT, new Access.Admit(identity.caller().user(), identity.issuedAt()));
    }

    /** Whether the token was at fault. */
    public static boolean isRefusal(Throwable failure) {
        return failure instanceof HubException cause && cause.is(ErrorCode.UNAUTHORIZED);
    }

    /** How a socket ends whose token was refused; empty when the question was not answered. */
    static Optional<CloseCode> end(Throwable refusal) {
        HubException cause = (HubException) refusal;
        if (cause.is(ErrorCode.FORBIDDEN)) {
            return Optional.of(CloseCode.DISABLED);
        }
        return cause.is(ErrorCode.UNAUTHORIZED) ? Optional.of(CloseCode.UNAUTHORIZED) : Optional.empty();
    }
}
