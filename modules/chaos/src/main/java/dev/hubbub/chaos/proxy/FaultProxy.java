// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * A TCP proxy on loopback in front of one target. Its {@link NetworkCondition} can be changed at any time, also for
 * open connections; for all, or for those of one peer. All connections share one event loop.
 */
public final class FaultProxy extends VerticleBase implements NetworkLink {
    private static final String LOOPBACK = "127.0.0.1";

    private final SocketAddress target;
    private final PeerResolver peers;
    private final Map<ProxiedConnection, String> connections = new HashMap<>();
    private final Map<String, NetworkCondition> peerConditions = new HashMap<>();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private NetworkCondition condition = NetworkCondition.NORMAL;
    private NetServer server;
    private NetClient client;

    private FaultProxy(SocketAddress target, PeerResolver peers) {
        this.target = target;
        this.peers = peers;
    }

    /** Listens on a free port, until Vert.x is closed. */
    public static Future<FaultProxy> start(Vertx vertx, SocketAddress target) {
        return start(vertx, target, PeerResolver.UNNAMED);
    }

    /** The same, with conditions for single peers. */
    public static Future<FaultProxy> start(Vertx vertx, SocketAddress target, PeerResolver peers) {
        FaultProxy proxy = new FaultProxy(target, peers);
        return vertx.deployVerticle(proxy).map(proxy);
    }

    @Override
    public Future<?> start() {
        client = vertx.createNetClient();
        server = vertx.createNetServer();
        return server.connectHandler(this::accept).listen(0, LOOPBACK);
    }

    /** Where it listens. */
    public int port() {
        return server.actualPort();
    }

    /** The number of bytes that reached the target. */
    public long bytesSent() {
        return bytesSent.sum();
    }

    /** The number of bytes that the target sent back. */
    public long bytesReceived() {
        return bytesReceived.sum();
    }

    /** Changes the condition for all peers. */
    @Override
    public Future<Void> change(NetworkCondition next) {
        return apply(() -> condition = next);
    }

    /** The link from one peer; a condition for all peers overrides its own. */
    public NetworkLink linkFrom(String peer) {
        return next -> apply(() -> peerConditions.put(peer, next));
    }

    private Future<Void> apply(Runnable change) {
        Promise<Void> changed = Promise.promise();
        context.runOnContext(here -> {
            change.run();
            Map.copyOf(connections).forEach((connection, peer) -> connection.change(conditionFor(peer)));
            changed.complete();
        });
        return changed.future();
    }

    private NetworkCondition conditionFor(String peer) {
        return condition.equals(NetworkCondition.NORMAL)
                ? peerConditions.getOrDefault(peer, NetworkCondition.NORMAL)
                : condition;
    }

    private void accept(NetSocket socket) {
        if (condition.kind() == NetworkCondition.Kind.CUT) {
            ProxiedConnection.reset(socket);
            return;
        }
        socket.pause();
        IgnoredFuture.ignore(peers.resolve(socket.remoteAddress().port(), port())
                .compose(peer -> client.connect(target).onSuccess(targetSocket -> join(peer, socket, targetSocket)))
                .onFailure(refused -> ProxiedConnection.reset(socket)));
    }

    private void join(String peer, NetSocket socket, NetSocket targetSocket) {
        if (conditionFor(peer).kind() == NetworkCondition.Kind.CUT || !ProxiedConnection.isOpen(socket)) {
            ProxiedConnection.reset(socket);
            ProxiedConnection.reset(targetSocket);
            return;
        }
        ProxiedConnection connection = new ProxiedConnection(vertx, socket, targetSocket, bytesSent, bytesReceived);
        connections.put(connection, peer);
        connection.open(conditionFor(peer), () -> connections.remove(connection));
    }
}
