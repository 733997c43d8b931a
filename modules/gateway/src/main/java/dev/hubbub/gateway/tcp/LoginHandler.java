// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.session.Session;
import dev.hubbub.gateway.auth.Authenticator;
import dev.hubbub.gateway.auth.LoginRefusal;
import dev.hubbub.gateway.auth.LoginRefusedException;
import dev.hubbub.gateway.auth.ServerKeys;
import dev.hubbub.gateway.config.ServerKey;
import dev.hubbub.gateway.dialect.Fault;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.gateway.dialect.bridge.ClientFrame;
import dev.hubbub.gateway.http.IpLimits;
import dev.hubbub.gateway.metrics.GatewayCounters;
import dev.hubbub.gateway.request.RequestSubmitter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The first frame of a connection: a server key where other clients send a token. */
final class LoginHandler {
    private final ServerKeys keys;
    private final IpLimits ips;
    private final List<RequestSubmitter> clients;
    private final ConnectionLimits connections;
    private int next;

    LoginHandler(TcpBridgeVerticle.Gateway gateway, ConnectionLimits connections) {
        this.keys = gateway.keys();
        this.ips = gateway.ips();
        this.clients = gateway.clients();
        this.connections = connections;
    }

    /** A frame of a connection without a key. Anything but a login that succeeds closes it. */
    void handle(TcpConnection connection, TcpFrame frame) {
        boolean logsIn = frame.type() == ClientFrame.Type.SEND && frame.target().equals(Session.LOGIN.address());
        if (!logsIn) {
            refuse(connection, frame, new RefusedException(Fault.NOT_LOGGED_IN));
            return;
        }
        ips.failures()
                .attempt(connection.ip(), Authenticator::isRefusal, () -> key(frame))
                .onFailure(cause -> ips.counters().loginRefused(cause, connection.ip()))
                .onSuccess(key -> login(connection, frame, key))
                .onFailure(cause -> refuse(connection, frame, (HubException) cause));
    }

    private Future<ServerKey> key(TcpFrame frame) {
        try {
            if (frame.body() instanceof JsonObject body) {
                String secret = Json.read(body, Session.Login.class).token();
                return keys.use(secret)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                new LoginRefusedException(LoginRefusal.SERVER_KEY, "token is no server key")));
            }
            throw new HubException(ErrorCode.BAD_REQUEST, "body: not there (expected: {\"token\": <server key>})");
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    private void login(TcpConnection connection, TcpFrame frame, ServerKey key) {
        if (!connections.takeKey(key.name())) {
            refuse(connection, frame, new HubException(ErrorCode.TOO_MANY, "too many connections with this key"));
            return;
        }
        connection.loggedIn(new KeyRequester(key, connection.ip(), clients.get(next++ % clients.size())));
        ips.counters().loggedIn(GatewayCounters.LoginKind.LOGIN);
        if (frame.replyAddress() != null) {
            JsonObject body = new JsonObject().put("user", key.user().value()).put("protocol", Session.PROTOCOL);
            connection.reply(frame.replyAddress(), frame.target(), FrameEncoder.reply(frame.replyAddress(), body));
        }
    }

    private static void refuse(TcpConnection connection, TcpFrame frame, HubException cause) {
        connection.fail(frame.answerTo(), frame.target(), cause);
        connection.close();
    }
}
