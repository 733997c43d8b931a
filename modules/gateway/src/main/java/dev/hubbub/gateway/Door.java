// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.auth.TokenVerifier;
import dev.hubbub.gateway.fallback.Fallback;
import dev.hubbub.gateway.fallback.Mailroom;
import dev.hubbub.gateway.fallback.Readers;
import dev.hubbub.gateway.fanout.OperatorFeeds;
import dev.hubbub.gateway.fanout.RoomEntry;
import dev.hubbub.gateway.fanout.RoomFeeds;
import dev.hubbub.gateway.frames.ServerFrame;
import dev.hubbub.gateway.limits.UserRates;
import dev.hubbub.gateway.session.Desk;
import dev.hubbub.gateway.session.Entrance;
import dev.hubbub.gateway.session.Sessions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** One event loop of the gateway: its listener, its sockets and the rooms that they follow. */
final class Door extends VerticleBase {
    private static final long GOODBYE_MILLIS = 6_000;
    private static final int SPARE_CONNECTIONS = 1_000;
    private static final long HURRY_MILLIS = 50;

    private final GatewayConfig config;
    private final Lobby lobby;
    private final Listener listener;
    private final OperatorFeeds operators = new OperatorFeeds();
    private Bus bus;
    private Entrance entrance;
    private RoomFeeds rooms;
    private UserRates rates;
    private Sessions sessions;
    private Readers readers;
    private RequestDeadline deadline;
    private Mailroom mailroom;
    private HttpServer server;
    private boolean ready;
    private volatile DoorLoad load = DoorLoad.NONE;

    Door(GatewayConfig config, Lobby lobby, Listener listener) {
        this.config = config;
        this.lobby = lobby;
        this.listener = listener;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        entrance = new Entrance(new TokenVerifier(vertx, config.auth(), lobby.keys()), vertx, patience());
        rooms = new RoomFeeds(vertx, bus, config.feeds().maxReplay());
        rates = new UserRates(lobby.buckets());
        sessions = new Sessions(
                vertx, config, new Desk(bus, entrance, rooms, operators, lobby.audience(), rates, lobby.failures()));
        deadline = new RequestDeadline(vertx, maxConnections());
        Origins origins = new Origins(config.http().origins());
        Upgrades upgrades = new Upgrades(lobby, entrance, sessions, request -> refusal(origins, request));
        mailroom = new Mailroom(config.sockets(), sessions, lobby.upgrades()::tried);
        lobby.office().open(context, mailroom);
        readers = new Readers(vertx, lobby.office(), config.sockets().heartbeatMillis());
        Fallback fallback = new Fallback(
                config, lobby.office(), readers, new Fallback.Requests(deadline::received, lobby::address));
        Router router = new Routes(vertx, bus, lobby, () -> ready)
                .router(origins, fallback, config.http().tls().on());
        server = vertx.createHttpServer(listener.options())
                .connectionHandler(deadline::opened)
                .requestHandler(request -> handle(request, upgrades, router));
        vertx.setPeriodic(Sessions.SWEEP_MILLIS, tick -> {
            sessions.sweep();
            mailroom.sweep(lobby.office()::owns);
            load = new DoorLoad(sessions.load(), rooms.load(), mailroom.load(), others());
        });
        // A negative port is a free one that all instances of this deployment share.
        int port = config.http().port() == 0 ? -1 : config.http().port();
        return server.listen(port, config.http().host()).onSuccess(listening -> ready = true);
    }

    private void handle(HttpServerRequest request, Upgrades upgrades, Router router) {
        if (upgrades.isShakingHands(request.connection())) {
            request.connection().close();
            return;
        }
        deadline.arrived(request);
        if (!upgrades.take(request, deadline)) {
            router.handle(request);
        }
    }

    /** For a login that access does not answer; leaves time to say so before the socket is too late. */
    private Duration patience() {
        return Duration.ofMillis(config.sockets().loginMillis() * 8L / 10);
    }

    /** The status that says why no socket can be opened, or 0. */
    private int refusal(Origins origins, HttpServerRequest request) {
        if (!request.canUpgradeToWebSocket() || RequestDeadline.hasBody(request)) {
            return 400; // Vert.x would wait for a body, and tell nobody when it is too long or does not come
        }
        if (!origins.allows(request)) {
            return 403;
        }
        return ready && sessions.hasRoom() ? 0 : 503;
    }

    /** Not ready, everybody is sent elsewhere, then the port closes. */
    @Override
    public Future<?> stop() {
        ready = false;
        long hurried = vertx.setPeriodic(HURRY_MILLIS, tick -> mailroom.sweep(lobby.office()::owns));
        return Future.all(sessions.leave(GOODBYE_MILLIS), readers.leave(GOODBYE_MILLIS))
                .onComplete(left -> vertx.cancelTimer(hurried))
                .eventually(() -> server.close());
    }

    /** Two for each session without a WebSocket, and some that look at pages. */
    private int maxConnections() {
        int loops = config.http().eventLoops();
        return 2 * ((config.sockets().maxSockets() + loops - 1) / loops) + SPARE_CONNECTIONS;
    }

    private DoorLoad.Others others() {
        return new DoorLoad.Others(
                deadline.connections(),
                readers.count(),
                operators.subscriptions(),
                rates.size(),
                bus.calls() + entrance.calls());
    }

    /** How full it was a moment ago; from any thread. */
    DoorLoad load() {
        return load;
    }

    int port() {
        return server.actualPort();
    }

    /** Shows another certificate to those who come from now on; the listener is that of all doors. */
    Future<Boolean> show(PemKeyCertOptions certificate) {
        return server.updateSSLOptions(Listener.ssl(certificate));
    }

    /** From another event loop: an entry was stored. */
    void entry(RoomEntry entry) {
        context.runOnContext(here -> rooms.entry(entry));
    }

    /** From another event loop: where are the rooms that are followed here? */
    void positions(Consumer<Map<RoomId, Long>> listener) {
        context.runOnContext(here -> listener.accept(rooms.positions()));
    }

    /** From another event loop: the store has more of a room than who is at this position. */
    void behind(RoomId room, long position) {
        context.runOnContext(here -> rooms.behind(room, position));
    }

    /** From another event loop: the user of this socket has a newer one, and too many. */
    void displace(long socket) {
        context.runOnContext(here -> sessions.displace(socket));
    }

    /** From another event loop: somebody types, or stopped. */
    void typed(Presence.Typed typed) {
        context.runOnContext(here -> rooms.typed(typed));
    }

    /** From another event loop: somebody came or went. */
    void changed(Presence.Changed changed) {
        context.runOnContext(here -> rooms.changed(changed));
    }

    /** From another event loop: somebody was logged out or disabled. */
    void revoked(Access.Revoked revoked) {
        context.runOnContext(here -> sessions.revoke(revoked));
    }

    /** From another event loop: a message on an operator's own address. */
    void message(String address, ServerFrame frame) {
        context.runOnContext(here -> operators.message(address, frame));
    }
}
