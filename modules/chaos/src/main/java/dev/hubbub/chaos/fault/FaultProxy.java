// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * A TCP proxy on loopback in front of one target, whose {@link Weather} can be changed at any time, also for the
 * connections that are open. All of them share one event loop.
 */
public final class FaultProxy extends VerticleBase {
    private static final String LOOPBACK = "127.0.0.1";

    private final SocketAddress target;
    private final Set<Link> links = new HashSet<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private Weather weather = Weather.FINE;
    private NetServer server;
    private NetClient client;

    private FaultProxy(SocketAddress target) {
        this.target = target;
    }

    /** Listens on a free port. Ends with this Vert.x. */
    public static Future<FaultProxy> start(Vertx vertx, SocketAddress target) {
        FaultProxy proxy = new FaultProxy(target);
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

    /** How many bytes have reached the target. */
    public long sent() {
        return sent.sum();
    }

    /** How many bytes have come back from the target. */
    public long received() {
        return received.sum();
    }

    /** Changes the weather, and completes when every connection has it. */
    public Future<Void> change(Weather next) {
        Promise<Void> changed = Promise.promise();
        context.runOnContext(here -> {
            weather = next;
            Set.copyOf(links).forEach(link -> link.change(next));
            changed.complete();
        });
        return changed.future();
    }

    private void accept(NetSocket socket) {
        if (weather.kind() == Weather.Kind.CUT) {
            Link.reset(socket);
            return;
        }
        socket.pause();
        Loose.end(client.connect(target)
                .onSuccess(there -> join(socket, there))
                .onFailure(refused -> Link.reset(socket)));
    }

    private void join(NetSocket socket, NetSocket there) {
        if (weather.kind() == Weather.Kind.CUT) {
            Link.reset(socket);
            Link.reset(there);
            return;
        }
        Link link = new Link(vertx, socket, there, sent, received);
        links.add(link);
        link.open(weather, () -> links.remove(link));
    }
}
