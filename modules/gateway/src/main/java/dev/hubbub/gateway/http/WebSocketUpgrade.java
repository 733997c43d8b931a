// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.http.RequestDeadline;
import dev.hubbub.gateway.auth.Authenticator;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.auth.LoginRefusal;
import dev.hubbub.gateway.auth.LoginRefusedException;
import dev.hubbub.gateway.limits.SocketRegistry;
import dev.hubbub.gateway.metrics.GatewayCounters.LoginKind;
import dev.hubbub.gateway.metrics.HttpRefusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes the WebSocket endpoints before vertx-web's router sees them: behind it a socket is wrapped, and neither its
 * channel nor its pings can be reached.
 */
public final class WebSocketUpgrade {
    private final IpLimits ips;
    private final SocketRegistry sockets;
    private final Authenticator authenticator;
    private final Function<String, Optional<WebSocketAcceptor>> endpoints;
    private final UpgradeRefusal refusal;
    private final Set<HttpConnection> upgrading = new HashSet<>();

    /**
     * @param endpoints what takes the WebSockets of a path, if anything does
     * @param refusal says why a request cannot be upgraded
     */
    public WebSocketUpgrade(
            IpLimits ips,
            SocketRegistry sockets,
            Authenticator authenticator,
            Function<String, Optional<WebSocketAcceptor>> endpoints,
            UpgradeRefusal refusal) {
        this.ips = ips;
        this.sockets = sockets;
        this.authenticator = authenticator;
        this.endpoints = endpoints;
        this.refusal = refusal;
    }

    /** Whether the connection is about to be a WebSocket: nothing may be pipelined behind the handshake. */
    public boolean isUpgrading(HttpConnection connection) {
        return upgrading.contains(connection);
    }

    /** Upgrades the request, or answers why not; false when it asks for something else. */
    public boolean upgrade(HttpServerRequest request, RequestDeadline deadline) {
        Optional<WebSocketAcceptor> endpoint = endpoints.apply(request.path());
        if (endpoint.isEmpty()) {
            return false;
        }
        InetAddress ip = ips.ip(request);
        int refused = refusal.applyAsInt(request);
        Optional<Duration> tooOften =
                ips.tried(ip, other -> refused == 0 && refusal.makesRoom().test(other));
        if (tooOften.isPresent()) {
            ips.counters().httpRefused(HttpRefusal.UPGRADES_OF_ADDRESS, ip);
            HttpErrors.tooMany(request, tooOften.get());
        } else if (refused != 0) {
            refuse(request, ip, refused);
        } else {
            request.pause();
            authenticate(request, ip)
                    .onSuccess(result -> admit(request, endpoint.get(), result, deadline))
                    .onFailure(cause -> {
                        ips.counters().loginRefused(cause, ip);
                        request.resume();
                        HttpErrors.failure(request, (HubException) cause);
                    });
        }
        return true;
    }

    private Future<HandshakeResult> authenticate(HttpServerRequest request, InetAddress ip) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return Future.succeededFuture(new HandshakeResult(ip, null, 0, 0));
        }
        return ips.failures()
                .attempt(ip, Authenticator::isRefusal, () -> identify(authorization))
                .compose(identity -> acquire(ip, identity));
    }

    private Future<HandshakeResult> acquire(InetAddress ip, Identity identity) {
        long now = System.nanoTime();
        return sockets.acquire(identity.caller()).map(socket -> new HandshakeResult(ip, identity, socket, now));
    }

    private Future<Identity> identify(String authorization) {
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Future.failedFuture(new LoginRefusedException(LoginRefusal.NO_TOKEN, "expected a bearer token"));
        }
        return authenticator.authenticate(authorization.substring(7).strip());
    }

    /** During the login other clients may have opened the last socket that is allowed. */
    private void admit(
            HttpServerRequest request, WebSocketAcceptor endpoint, HandshakeResult result, RequestDeadline deadline) {
        int refused = refusal.applyAsInt(request);
        if (refused == 0) {
            deadline.upgraded(request);
            accept(request, endpoint, result);
        } else {
            release(result);
            request.resume();
            refuse(request, result.ip(), refused);
        }
    }

    private void refuse(HttpServerRequest request, InetAddress ip, int status) {
        if (status == 403) {
            ips.counters().originRefused(request.getHeader("Origin"));
        } else {
            ips.counters().httpRefused(status == 503 ? HttpRefusal.FULL : HttpRefusal.MALFORMED, ip);
        }
        HttpErrors.status(request, status);
    }

    private void release(HandshakeResult result) {
        Identity identity = result.identity();
        if (identity != null) {
            sockets.released(identity.caller().user(), result.socket());
        }
    }

    /** A handshake that breaks RFC 6455 is answered by Vert.x itself. */
    private void accept(HttpServerRequest request, WebSocketAcceptor endpoint, HandshakeResult result) {
        upgrading.add(request.connection());
        Future<ServerWebSocket> handshake = request.toWebSocket();
        handshake.onComplete(over -> upgrading.remove(request.connection()));
        endpoint.expect(handshake);
        handshake
                .onSuccess(socket -> {
                    if (result.identity() != null) {
                        ips.counters().loggedIn(LoginKind.UPGRADE);
                    }
                    endpoint.open(socket, result);
                })
                .onFailure(broken -> release(result));
    }
}
