// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.dialect.Dialect;
import dev.hubbub.gateway.http.HandshakeResult;
import dev.hubbub.gateway.http.WebSocketAcceptor;
import dev.hubbub.gateway.session.ClientSession;
import dev.hubbub.gateway.session.Endpoint;
import dev.hubbub.gateway.session.Sessions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Optional;

/** Opens a session for each new WebSocket of one endpoint on one event loop. */
public final class WebSockets implements WebSocketAcceptor {
    private final Vertx vertx;
    private final GatewayConfig config;
    private final Sessions sessions;
    private final Endpoint endpoint;
    private final FlushBatch flushes = new FlushBatch(System::nanoTime);
    private final long closingMillis;

    /**
     * Must be used on the event loop of the sessions.
     *
     * @param closingMillis for a client to answer the close of its WebSocket
     */
    public WebSockets(Vertx vertx, GatewayConfig config, Sessions sessions, Endpoint endpoint, long closingMillis) {
        this.closingMillis = closingMillis;
        this.vertx = vertx;
        this.config = config;
        this.sessions = sessions;
        this.endpoint = endpoint;
    }

    @Override
    public void expect(Future<ServerWebSocket> handshake) {
        sessions.expect(handshake);
    }

    @Override
    public void open(ServerWebSocket socket, HandshakeResult result) {
        WebSocketTransport transport =
                new WebSocketTransport(vertx, socket, endpoint.dialect(), flushes, closingMillis);
        ClientSession session = sessions.open(transport, result.ip(), endpoint.handler());
        MessageAggregator messages = new MessageAggregator(
                config.sockets().maxFrameBytes(),
                config.limits().frames().controlFramesPerSecond(),
                new Inbound(session, endpoint.dialect()));
        session.countPartialBytes(messages::partialBytes);
        socket.frameHandler(messages::frame);
        Context context = vertx.getOrCreateContext();
        transport.watch(violation -> context.runOnContext(here -> session.close(violation)));
        socket.exceptionHandler(cause -> session.close(CloseCode.BAD_FRAME));
        socket.closeHandler(closed -> sessions.closed(session));
        transport.open();
        Identity identity = result.identity();
        if (identity != null) {
            sessions.loggedIn(session, identity, result.socket(), result.admittedAt());
        }
        sessions.closeIfLeaving(session);
    }

    /** From whole messages to the session. */
    private record Inbound(ClientSession session, Dialect dialect) implements MessageAggregator.Listener {
        @Override
        public void message(String text) {
            Optional<List<String>> packets = dialect.unpack(text);
            if (packets.isEmpty()) {
                session.close(CloseCode.BAD_FRAME);
            } else if (packets.get().stream().allMatch(String::isBlank)) { // says nothing: no sign of life
                session.pay(text.length());
                packets.get().forEach(session::receive);
            } else {
                session.heard();
                packets.get().forEach(session::receive);
            }
        }

        @Override
        public void heard() {
            session.heard();
        }

        @Override
        public boolean fragment() {
            return session.pay(0);
        }

        @Override
        public void tooLarge() {
            session.close(CloseCode.TOO_LARGE);
        }

        @Override
        public void flooding() {
            session.flooded();
        }
    }
}
