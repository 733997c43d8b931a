// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.auth.TokenVerifier;
import dev.hubbub.gateway.frames.Framing;
import dev.hubbub.gateway.session.Sessions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Takes the WebSocket endpoints before vertx-web's router sees them: behind it a socket is wrapped, and neither its
 * channel nor its pings can be reached.
 */
final class Upgrades {
    private static final Pattern SOCKJS = Pattern.compile("/eventbus/[^/.]+/[^/.]+/websocket");
    private static final String RAW = "/eventbus/websocket";

    private final TokenVerifier tokens;
    private final Sessions sessions;
    private final Origins origins;
    private final BooleanSupplier ready;

    Upgrades(TokenVerifier tokens, Sessions sessions, Origins origins, BooleanSupplier ready) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.origins = origins;
        this.ready = ready;
    }

    /** Upgrades the request, or answers why not; false when it asks for something else. */
    boolean take(HttpServerRequest request, RequestDeadline deadline) {
        Optional<Framing> framing = framing(request.path());
        if (framing.isEmpty()) {
            return false;
        }
        if (!request.canUpgradeToWebSocket()) {
            refuse(request, 400);
        } else if (!origins.allows(request)) {
            refuse(request, 403);
        } else if (!ready.getAsBoolean() || !sessions.hasRoom()) {
            request.response().putHeader("Retry-After", "1");
            refuse(request, 503);
        } else {
            request.pause();
            identify(request.getHeader("Authorization"))
                    .onSuccess(identity -> {
                        deadline.upgraded(request);
                        accept(request, framing.get(), identity);
                    })
                    .onFailure(cause -> challenge(request));
        }
        return true;
    }

    private static Optional<Framing> framing(String path) {
        if (RAW.equals(path)) {
            return Optional.of(Framing.RAW);
        }
        return path != null && SOCKJS.matcher(path).matches() ? Optional.of(Framing.SOCKJS) : Optional.empty();
    }

    private Future<Identity> identify(String authorization) {
        if (authorization == null) {
            return Future.succeededFuture();
        }
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Future.failedFuture(new HubException(ErrorCode.UNAUTHORIZED, "expected a bearer token"));
        }
        return tokens.verify(authorization.substring(7).strip());
    }

    /** A handshake that breaks RFC 6455 is answered by Vert.x itself. */
    private void accept(HttpServerRequest request, Framing framing, Identity identity) {
        request.toWebSocket().onSuccess(socket -> sessions.open(socket, framing, identity));
    }

    private static void challenge(HttpServerRequest request) {
        request.resume();
        request.response().putHeader("WWW-Authenticate", "Bearer");
        refuse(request, 401);
    }

    private static void refuse(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end();
    }
}
