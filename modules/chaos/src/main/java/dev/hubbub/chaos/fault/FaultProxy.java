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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * A TCP proxy on loopback in front of one target, whose {@link Weather} can be changed at any time, also for the
 * connections that are open; for all, or for those of one caller. All of them share one event loop.
 */
public final class FaultProxy extends VerticleBase implements Way {
    private static final String LOOPBACK = "127.0.0.1";

    private final SocketAddress target;
    private final Callers callers;
    private final Map<Link, String> links = new HashMap<>();
    private final Map<String, Weather> local = new HashMap<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private Weather weather = Weather.FINE;
    private NetServer server;
    private NetClient client;

    private FaultProxy(SocketAddress target, Callers callers) {
        this.target = target;
        this.callers = callers;
    }

    /** Listens on a free port. Ends with this Vert.x. */
    public static Future<FaultProxy> start(Vertx vertx, SocketAddress target) {
        return start(vertx, target, Callers.ANYBODY);
    }

    /** The same, and can tell callers apart. */
    public static Future<FaultProxy> start(Vertx vertx, SocketAddress target, Callers callers) {
        FaultProxy proxy = new FaultProxy(target, callers);
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

    /** For all callers. */
    @Override
    public Future<Void> change(Weather next) {
        return here(() -> weather = next);
    }

    /** The way of one caller; a weather for all comes before its own. */
    public Way from(String caller) {
        return next -> here(() -> local.put(caller, next));
    }

    private Future<Void> here(Runnable change) {
        Promise<Void> changed = Promise.promise();
        context.runOnContext(here -> {
            change.run();
            Map.copyOf(links).forEach((link, caller) -> link.change(weatherOf(caller)));
            changed.complete();
        });
        return changed.future();
    }

    private Weather weatherOf(String caller) {
        return weather.equals(Weather.FINE) ? local.getOrDefault(caller, Weather.FINE) : weather;
    }

    private void accept(NetSocket socket) {
        if (weather.kind() == Weather.Kind.CUT) {
            Link.reset(socket);
            return;
        }
        socket.pause();
        Loose.end(callers.of(socket.remoteAddress().port(), port())
                .compose(caller -> client.connect(target).onSuccess(there -> join(caller, socket, there)))
                .onFailure(refused -> Link.reset(socket)));
    }

    private void join(String caller, NetSocket socket, NetSocket there) {
        if (weatherOf(caller).kind() == Weather.Kind.CUT || !Link.isOpen(socket)) {
            Link.reset(socket);
            Link.reset(there);
            return;
        }
        Link link = new Link(vertx, socket, there, sent, received);
        links.put(link, caller);
        link.open(weatherOf(caller), () -> links.remove(link));
    }
}
