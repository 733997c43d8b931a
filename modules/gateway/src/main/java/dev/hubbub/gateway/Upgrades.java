// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.frames.Framing;
import dev.hubbub.gateway.session.Arrival;
import dev.hubbub.gateway.session.Entrance;
import dev.hubbub.gateway.session.Sessions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Takes the WebSocket endpoints before vertx-web's router sees them: behind it a socket is wrapped, and neither its
 * channel nor its pings can be reached.
 */
final class Upgrades {
    private static final Pattern SOCKJS = Pattern.compile("/eventbus/[^/.]+/[^/.]+/websocket");
    private static final String RAW = "/eventbus/websocket";

    private final Lobby lobby;
    private final Entrance entrance;
    private final Sessions sessions;
    private final ToIntFunction<HttpServerRequest> refusal;
    private final Set<HttpConnection> shakingHands = new HashSet<>();

    /** @param refusal the status that says why the request cannot be upgraded, or 0 */
    Upgrades(Lobby lobby, Entrance entrance, Sessions sessions, ToIntFunction<HttpServerRequest> refusal) {
        this.lobby = lobby;
        this.entrance = entrance;
        this.sessions = sessions;
        this.refusal = refusal;
    }

    /** Whether the connection is about to be a WebSocket: what is pipelined behind the handshake has no place there. */
    boolean isShakingHands(HttpConnection connection) {
        return shakingHands.contains(connection);
    }

    /** Upgrades the request, or answers why not; false when it asks for something else. */
    boolean take(HttpServerRequest request, RequestDeadline deadline) {
        Optional<Framing> framing = framing(request.path());
        if (framing.isEmpty()) {
            return false;
        }
        InetAddress address = lobby.address(request);
        Optional<Duration> tooOften = lobby.upgrades().tried(address);
        int refused = refusal.applyAsInt(request);
        if (tooOften.isPresent()) {
            Refusals.tooMany(request, tooOften.get());
        } else if (refused != 0) {
            Refusals.status(request, refused);
        } else {
            request.pause();
            arrive(request, address)
                    .onSuccess(arrival -> admit(request, framing.get(), arrival, deadline))
                    .onFailure(cause -> {
                        request.resume();
                        Refusals.failure(request, (HubException) cause);
                    });
        }
        return true;
    }

    private static Optional<Framing> framing(String path) {
        if (RAW.equals(path)) {
            return Optional.of(Framing.RAW);
        }
        return path != null && SOCKJS.matcher(path).matches() ? Optional.of(Framing.SOCKJS) : Optional.empty();
    }

    private Future<Arrival> arrive(HttpServerRequest request, InetAddress address) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return Future.succeededFuture(new Arrival(address, null, 0, 0));
        }
        return lobby.failures()
                .attempt(address, Entrance::isRefusal, () -> identify(authorization))
                .compose(identity -> place(address, identity));
    }

    private Future<Arrival> place(InetAddress address, Identity identity) {
        long now = System.nanoTime();
        return lobby.audience().enter(identity.caller()).map(place -> new Arrival(address, identity, place, now));
    }

    private Future<Identity> identify(String authorization) {
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Future.failedFuture(new HubException(ErrorCode.UNAUTHORIZED, "expected a bearer token"));
        }
        return entrance.enter(authorization.substring(7).strip());
    }

    /** While the login was waited for, others may have taken the last place. */
    private void admit(HttpServerRequest request, Framing framing, Arrival arrival, RequestDeadline deadline) {
        int refused = refusal.applyAsInt(request);
        if (refused == 0) {
            deadline.upgraded(request);
            accept(request, framing, arrival);
        } else {
            giveBack(arrival);
            request.resume();
            Refusals.status(request, refused);
        }
    }

    private void giveBack(Arrival arrival) {
        if (arrival.identity() != null) {
            lobby.audience().left(arrival.identity().caller().user(), arrival.place());
        }
    }

    /** A handshake that breaks RFC 6455 is answered by Vert.x itself. */
    private void accept(HttpServerRequest request, Framing framing, Arrival arrival) {
        shakingHands.add(request.connection());
        Future<ServerWebSocket> handshake = request.toWebSocket();
        handshake.onComplete(over -> shakingHands.remove(request.connection()));
        sessions.expect(handshake);
        handshake.onSuccess(socket -> sessions.open(socket, framing, arrival)).onFailure(broken -> giveBack(arrival));
    }
}
