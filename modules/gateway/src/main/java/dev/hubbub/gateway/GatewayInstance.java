// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.http.RequestDeadline;
import dev.hubbub.contract.http.StrictHttpServer;
import dev.hubbub.contract.listeners.Listeners;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.auth.Authenticator;
import dev.hubbub.gateway.auth.TokenVerifier;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.Dialect;
import dev.hubbub.gateway.dialect.http.HttpAuthenticator;
import dev.hubbub.gateway.dialect.http.HttpRequests;
import dev.hubbub.gateway.dialect.sockjs.SockJsRoutes;
import dev.hubbub.gateway.fanout.OperatorFeeds;
import dev.hubbub.gateway.fanout.RoomFeeds;
import dev.hubbub.gateway.fanout.user.UserFeeds;
import dev.hubbub.gateway.history.HistoryWaits;
import dev.hubbub.gateway.http.AllowedOrigins;
import dev.hubbub.gateway.http.BasePath;
import dev.hubbub.gateway.http.HttpRoutes;
import dev.hubbub.gateway.http.ListenerOptions;
import dev.hubbub.gateway.http.UpgradeRefusal;
import dev.hubbub.gateway.http.WebSocketUpgrade;
import dev.hubbub.gateway.limits.UserRateLimiter;
import dev.hubbub.gateway.openapi.OpenApiRoute;
import dev.hubbub.gateway.page.PageSettings;
import dev.hubbub.gateway.request.ExposurePolicy;
import dev.hubbub.gateway.request.GatewayHandler;
import dev.hubbub.gateway.request.ReplayHandler;
import dev.hubbub.gateway.request.RequestPipeline;
import dev.hubbub.gateway.session.Endpoint;
import dev.hubbub.gateway.session.SessionTimeouts;
import dev.hubbub.gateway.session.Sessions;
import dev.hubbub.gateway.session.request.LoginService;
import dev.hubbub.gateway.session.request.ResumeService;
import dev.hubbub.gateway.session.request.SessionRequests;
import dev.hubbub.gateway.session.request.Subscriptions;
import dev.hubbub.gateway.transport.polling.LocalPollingSessions;
import dev.hubbub.gateway.transport.polling.PollResponses;
import dev.hubbub.gateway.transport.websocket.WebSockets;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/** One event loop of the gateway: its listener, its sockets and the rooms that they follow. */
final class GatewayInstance extends VerticleBase {
    private static final long GOODBYE_MILLIS = 6_000;
    private static final long HURRY_MILLIS = 50;

    private final GatewayConfig config;
    private final NodeContext node;
    private final ListenerOptions listener;
    private final BasePath basePath;
    private final Extensions extensions;
    private final OperatorFeeds operators = new OperatorFeeds();
    private Bus bus;
    private Authenticator authenticator;
    private RoomFeeds rooms;
    private UserFeeds users;
    private UserRateLimiter rates;
    private HistoryWaits waits;
    private RequestPipeline pipeline;
    private SessionRequests requests;
    private Sessions sessions;
    private SessionTimeouts timeouts;
    private PollResponses responses;
    private RequestDeadline deadline;
    private LocalPollingSessions polling;
    private HttpServer server;
    private boolean ready;
    private volatile InstanceStats stats = InstanceStats.NONE;

    GatewayInstance(GatewayConfig config, NodeContext node, ListenerOptions listener, Extensions extensions) {
        this.config = config;
        this.node = node;
        this.listener = listener;
        this.basePath = new BasePath(config.http().basePath());
        this.extensions = extensions;
    }

    @Override
    public Future<?> start() {
        InstanceLimits limits = new InstanceLimits(config, node.deadlines());
        bus = new Bus(vertx);
        authenticator =
                new Authenticator(new TokenVerifier(vertx, config.auth(), node.keys()), vertx, limits.patience());
        users = new UserFeeds(vertx, bus, node.deadlines().resync());
        rooms = new RoomFeeds(vertx, bus, limits.rooms(), users::changed, node.counters()::replayReset);
        node.add(new EventLoopFeeds(context, rooms, users));
        rates = new UserRateLimiter(node.rates());
        GatewayHandler verticles = node.sockets().noting(RequestPipeline.verticles(bus));
        waits = new HistoryWaits(vertx, rooms, verticles);
        pipeline = pipeline(verticles, rates, waits);
        Subscriptions subscriptions =
                new Subscriptions(rooms, users, operators, config.sockets().maxSubscriptions(), node.counters());
        sessions = new Sessions(vertx, config, authenticator, node.sockets(), session -> {
            node.counters().closed(session.closedWith(), session.ip());
            subscriptions.unfollowAll(session);
        });
        timeouts = new SessionTimeouts(config, limits.heartbeatAnswer(), Clock.systemUTC());
        deadline = new RequestDeadline(limits.maxConnections(), node.deadlines().request());
        requests = requests(subscriptions);
        AllowedOrigins origins =
                new AllowedOrigins(config.http().origins(), node.ips().resolver());
        var room = limits.room(sessions);
        WebSocketUpgrade upgrade =
                upgrade(requests, new UpgradeRefusal(origins, () -> ready && sessions.hasRoom(), room));
        Endpoint sockJs = SocketRoute.SOCKJS.endpoint().apply(requests);
        polling = new LocalPollingSessions(
                config.sockets(), sessions, sockJs, ip -> node.ips().tried(ip, room));
        node.polling().add(context, polling);
        responses = responses(sockJs.dialect());
        server = server(upgrade, router(origins));
        vertx.setPeriodic(node.deadlines().periods().sweep(), tick -> sweep());
        // A negative port is a free one that all instances of this deployment share.
        int port = config.http().port() == 0 ? -1 : config.http().port();
        return server.listen(port, config.http().host()).onSuccess(listening -> ready = true);
    }

    private RequestPipeline pipeline(GatewayHandler verticles, UserRateLimiter limiter, HistoryWaits history) {
        return new RequestPipeline(
                new ExposurePolicy(config.bridge(), extensions.requests()),
                new RequestPipeline.Limits(limiter, node.ips().failures()),
                verticles,
                Map.of(Messages.HISTORY.address(), history, Listeners.REPLAY.address(), new ReplayHandler(verticles)),
                node.counters());
    }

    private HttpServer server(WebSocketUpgrade upgrade, Router router) {
        return StrictHttpServer.create(vertx, listener.options(), deadline)
                .requestHandler(request -> handle(request, upgrade, router));
    }

    private WebSocketUpgrade upgrade(SessionRequests requests, UpgradeRefusal refusal) {
        return new WebSocketUpgrade(
                node.ips(),
                node.sockets(),
                authenticator,
                extensions.acceptors(route -> new WebSockets(
                        vertx,
                        config,
                        sessions,
                        route.endpoint().apply(requests),
                        node.deadlines().closing())),
                refusal);
    }

    private PollResponses responses(Dialect dialect) {
        return new PollResponses(
                vertx,
                node.polling(),
                dialect,
                config.sockets().heartbeatMillis(),
                node.deadlines().unread());
    }

    /** What answers HTTP requests, those of polling sessions among them. */
    private Router router(AllowedOrigins origins) {
        SockJsRoutes routes = new SockJsRoutes(
                config, node.polling(), responses, new SockJsRoutes.RequestHooks(deadline::received, node.ips()::ip));
        return new HttpRoutes(vertx, bus, node.ips(), () -> ready, PageSettings.of(config))
                .router(origins, all -> mount(all, routes), config.http().tls().on());
    }

    private void mount(Router router, SockJsRoutes sockJs) {
        sockJs.mount(router);
        new OpenApiRoute(config.http().basePath()).mount(router);
        new HttpRequests(
                        pipeline,
                        new HttpAuthenticator(authenticator, node.serverKeys(), node.ips()),
                        deadline::received,
                        config.sockets().maxFrameBytes())
                .mount(router);
    }

    private void sweep() {
        sessions.sweep(timeouts);
        deadline.sweep();
        waits.sweep();
        polling.sweep(node.polling()::owns);
        stats = new InstanceStats(sessions.stats(), rooms.stats(), users.stats(), polling.stats(), others());
    }

    private SessionRequests requests(Subscriptions subscriptions) {
        return new SessionRequests(
                pipeline,
                new LoginService(authenticator, node.ips().failures()),
                new ResumeService(subscriptions, config.sockets().maxInFlight()),
                subscriptions,
                node.counters());
    }

    private void handle(HttpServerRequest request, WebSocketUpgrade upgrade, Router router) {
        if (upgrade.isUpgrading(request.connection())) {
            request.connection().close();
            return;
        }
        deadline.arrived(request);
        basePath.route(request, inside -> {
            if (!upgrade.upgrade(inside, deadline)) {
                router.handle(inside);
            }
        });
    }

    /** Not ready, all clients are sent elsewhere, then the port closes. */
    @Override
    public Future<?> stop() {
        ready = false;
        waits.close();
        long hurried = vertx.setPeriodic(HURRY_MILLIS, tick -> polling.sweep(node.polling()::owns));
        return Future.all(sessions.leave(GOODBYE_MILLIS), responses.leave(GOODBYE_MILLIS))
                .onComplete(left -> vertx.cancelTimer(hurried))
                .eventually(() -> server.close());
    }

    private InstanceStats.Others others() {
        return new InstanceStats.Others(
                deadline.connections(),
                responses.count(),
                operators.subscriptions(),
                waits.size(),
                rates.size(),
                bus.calls() + authenticator.calls(),
                requests.unanswered());
    }

    /** How full it was a moment ago; from any thread. */
    InstanceStats stats() {
        return stats;
    }

    int port() {
        return server.actualPort();
    }

    /** Shows another certificate from now on; the listener is that of all instances. */
    Future<Boolean> useCertificate(PemKeyCertOptions certificate) {
        return server.updateSSLOptions(ListenerOptions.ssl(certificate));
    }

    /** From another event loop: the way of requests, to be used here. */
    void pipeline(Consumer<RequestPipeline> user) {
        context.runOnContext(here -> user.accept(pipeline));
    }

    /** From another event loop: where are the rooms that are followed here? */
    void positions(Consumer<Map<RoomId, Long>> listener) {
        context.runOnContext(here -> listener.accept(rooms.positions()));
    }

    /** From another event loop: the store has more entries of a room than an event loop at this position. */
    void behind(RoomId room, long position) {
        context.runOnContext(here -> rooms.behind(room, position));
    }

    /** From another event loop: the user of this socket has a newer one, and too many. */
    void displace(long socket) {
        context.runOnContext(here -> sessions.displace(socket));
    }

    /** From another event loop: this user wants one socket too many. */
    void askForLife(UserId user) {
        context.runOnContext(here -> sessions.askForLife(user, node.deadlines().life()));
    }

    /** From another event loop: a node was lost, and membership entries with it perhaps. */
    void nodeLost() {
        context.runOnContext(here -> users.resync());
    }

    /** From another event loop: a user was logged out or disabled. */
    void revoked(Access.Revoked revoked) {
        context.runOnContext(here -> {
            sessions.revoke(revoked);
            waits.end(revoked.user());
        });
    }

    /** From another event loop: a message on an operator's own address. */
    void message(String address, Delivery frame) {
        context.runOnContext(here -> operators.message(address, frame));
    }
}
