// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.bus.NodeLossWatch;
import dev.hubbub.contract.bus.Route;
import dev.hubbub.contract.cluster.ClusterMembers;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Occupancy.Followers;
import dev.hubbub.contract.presence.Occupancy.NodeRooms;
import dev.hubbub.contract.presence.Occupancy.OfNode;
import dev.hubbub.contract.presence.Occupancy.OfRoom;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.auth.KeyRing;
import dev.hubbub.gateway.auth.ServerKeys;
import dev.hubbub.gateway.config.Deadlines;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.fanout.EntryRouter;
import dev.hubbub.gateway.fanout.HeadComparison;
import dev.hubbub.gateway.fanout.HintRouter;
import dev.hubbub.gateway.fanout.OperatorConsumers;
import dev.hubbub.gateway.http.CertificateFiles;
import dev.hubbub.gateway.http.CertificateReloader;
import dev.hubbub.gateway.http.IpLimits;
import dev.hubbub.gateway.http.ListenerOptions;
import dev.hubbub.gateway.keys.JwksLocation;
import dev.hubbub.gateway.limits.ClusterRateLimiter;
import dev.hubbub.gateway.limits.SignsOfLife;
import dev.hubbub.gateway.metrics.GatewayCounters;
import dev.hubbub.gateway.occupancy.OccupancyService;
import dev.hubbub.gateway.request.ExposurePolicy;
import dev.hubbub.gateway.session.SocketReporter;
import dev.hubbub.gateway.tcp.TcpBridgeVerticle;
import dev.hubbub.gateway.transport.polling.PollingRouter;
import dev.hubbub.gateway.transport.polling.PollingVerticle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.CompositeFuture;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The gateway of one node: one consumer on the bus for each kind of event, and an instance on each event loop that
 * passes it on to its sessions.
 */
public final class GatewayVerticle extends VerticleBase {
    private static final long TELL_MILLIS = 5_000;

    private final GatewayConfig config;
    private final MeterRegistry meters;
    private final Deadlines deadlines;
    private final Extensions extensions;
    private final ProcessListener processes;
    private final List<GatewayInstance> instances = new CopyOnWriteArrayList<>();
    private final EntryRouter entries = new EntryRouter();
    private final HintRouter hints = new HintRouter();
    private Runnable close = () -> {};

    /** A gateway with these settings; keys are loaded at the start. */
    public GatewayVerticle(GatewayConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /** @param meters where it shows how full it is */
    public GatewayVerticle(GatewayConfig config, MeterRegistry meters) {
        this(config, meters, Deadlines.STANDARD, Extensions.STANDARD);
    }

    GatewayVerticle(GatewayConfig config, MeterRegistry meters, Deadlines deadlines, Extensions extensions) {
        this.config = config;
        this.meters = meters;
        this.deadlines = deadlines;
        this.extensions = extensions;
        this.processes = new ProcessListener(config.tcpBridge(), meters);
    }

    /** The port that the gateway of this Vert.x listens on; fails when there is none. */
    public static int port(Vertx vertx) {
        return ListenerPorts.CLIENTS.get(vertx);
    }

    /** The port that processes connect to; fails when there is none. */
    public static int tcpBridgePort(Vertx vertx) {
        return ListenerPorts.PROCESSES.get(vertx);
    }

    @Override
    public Future<?> start() {
        return certificate(vertx, config) // without a valid certificate or a usable key the start fails
                .compose(certificate -> KeyRing.open(vertx, config.auth())
                        .compose(keys -> start(keys, new ListenerOptions(config, certificate))));
    }

    /**
     * Reads the files of certificates and keys that these settings name, and fails as a start would, naming the setting. Keys that
     * an issuer publishes are not asked for.
     */
    public static Future<?> check(Vertx vertx, GatewayConfig config) {
        return certificate(vertx, config)
                .compose(read -> TcpBridgeVerticle.certificate(vertx, config.tcpBridge()))
                .compose(read -> {
                    String jwks = config.auth().keys().jwks();
                    return jwks != null && JwksLocation.of(jwks).isPublished()
                            ? Future.succeededFuture()
                            : KeyRing.open(vertx, config.auth()).onSuccess(KeyRing::close);
                });
    }

    private static Future<PemKeyCertOptions> certificate(Vertx vertx, GatewayConfig config) {
        return config.http().tls().on()
                ? vertx.executeBlocking(
                        () -> new CertificateFiles(vertx, config.http().tls()).read())
                : Future.succeededFuture();
    }

    private Future<?> start(KeyRing keys, ListenerOptions listener) {
        close = keys::close;
        Bus bus = new Bus(vertx);
        Bus hurried = new Bus(vertx, Duration.ofMillis(deadlines.limits()));
        SignsOfLife life = new SignsOfLife(
                user -> bus.publish(Limits.EXHAUSTED, new Limits.Exhausted(user)), deadlines.life(), vertx::timer);
        SocketReporter sockets =
                new SocketReporter(bus, hurried, config.limits().sockets(), life);
        GatewayCounters counters = new GatewayCounters(meters);
        vertx.setPeriodic(TELL_MILLIS, tick -> counters.tell());
        PollingRouter polling = new PollingRouter(config.http().eventLoops());
        OccupancyService occupancy = new OccupancyService(vertx, this::openSockets);
        NodeContext node = new NodeContext(
                keys,
                new ServerKeys(config.auth().serverKeys(), meters),
                sockets,
                new ClusterRateLimiter(hurried, config.limits()),
                IpLimits.of(config, counters),
                polling,
                entries,
                hints,
                occupancy,
                deadlines);
        vertx.setPeriodic(SocketReporter.TICK_MILLIS, tick -> sockets.report());
        NodeLossWatch losses = new NodeLossWatch(vertx, () -> instances.forEach(GatewayInstance::nodeLost));
        vertx.setPeriodic(NodeLossWatch.TICK_MILLIS, tick -> losses.tick());
        return Future.all(listen(bus, sockets.node()), serve(bus, occupancy))
                .compose(listening -> vertx.deployVerticle(
                        () -> instance(node, listener),
                        new DeploymentOptions().setInstances(config.http().eventLoops())))
                .compose(open -> serve(polling))
                .compose(open -> processes.open(vertx, node, instances))
                .onSuccess(open -> {
                    registerMeters(sockets, node, compareHeads(bus), List.of(bus, hurried));
                    ListenerPorts.CLIENTS.put(vertx, instances.get(0).port());
                    reloadCertificate(listener.certificate());
                });
    }

    private void registerMeters(SocketReporter sockets, NodeContext node, HeadComparison comparison, List<Bus> buses) {
        GatewayMeters gauges = new GatewayMeters(meters, instances);
        gauges.node(sockets, node, comparison);
        gauges.activity(sockets);
        gauges.calls(buses);
        gauges.sockets();
        gauges.rooms();
        gauges.users();
        gauges.outcomes();
        gauges.entries(entries);
    }

    @Override
    public Future<?> stop() {
        close.run();
        return Future.succeededFuture();
    }

    private void reloadCertificate(@Nullable PemKeyCertOptions shown) {
        if (shown != null) {
            CertificateReloader reloader =
                    new CertificateReloader(shown, () -> certificate(vertx, config), found -> instances
                            .get(0)
                            .useCertificate(found));
            vertx.setPeriodic(deadlines.periods().certificate(), tick -> reloader.check());
        }
    }

    private HeadComparison compareHeads(Bus bus) {
        HeadComparison comparison = new HeadComparison(
                compare -> bus.call(MessageLog.COMPARE, compare), this::positions, (room, position) -> {
                    instances.forEach(instance -> instance.behind(room, position));
                });
        long period = config.feeds().compareMillis();
        vertx.setPeriodic(period / HeadComparison.TICKS, tick -> comparison.tick());
        return comparison;
    }

    /** The positions of all instances, each told on the event loop of this verticle. */
    private Future<List<Map<RoomId, Long>>> positions() {
        List<Future<Map<RoomId, Long>>> all = instances.stream()
                .map(instance -> {
                    Promise<Map<RoomId, Long>> told = Promise.promise();
                    instance.positions(positions -> context.runOnContext(here -> told.complete(positions)));
                    return told.future();
                })
                .toList();
        return Future.all(all).map(CompositeFuture::list);
    }

    private long openSockets() {
        return instances.stream()
                .mapToLong(instance -> instance.stats().sessions().sockets())
                .sum();
    }

    /** At addresses of this node: each node is asked. */
    private Future<?> serve(Bus bus, OccupancyService occupancy) {
        String node = ClusterMembers.self(vertx);
        Route<OfNode, NodeRooms> rooms = Route.of(Occupancy.ROOMS, occupancy::rooms);
        Route<OfRoom, Followers> followers = Route.of(Occupancy.FOLLOWERS, occupancy::followers);
        return Future.all(bus.serveAt(node, rooms), bus.serveAt(node, followers));
    }

    private Future<?> serve(PollingRouter polling) {
        return config.http().fallbacks()
                ? vertx.deployVerticle(new PollingVerticle(polling))
                : Future.succeededFuture();
    }

    private GatewayInstance instance(NodeContext context, ListenerOptions listener) {
        GatewayInstance instance = new GatewayInstance(config, context, listener, extensions);
        instances.add(instance);
        return instance;
    }

    private Future<?> listen(Bus bus, String node) {
        ExposurePolicy policy = new ExposurePolicy(config.bridge());
        List<String> operators = config.bridge().outbound().stream()
                .map(GatewayConfig.Permit::address)
                .toList();
        return Future.all(
                Future.all(
                        bus.subscribe(MessageLog.STORED, entries::route),
                        bus.subscribe(Memberships.MOVED, entries::route)),
                bus.subscribe(Access.REVOKED, revoked -> instances.forEach(instance -> instance.revoked(revoked))),
                listenToHints(bus),
                listenToLimits(bus, node),
                OperatorConsumers.register(
                        vertx,
                        operators,
                        policy::mayReceive,
                        (address, frame) -> instances.forEach(instance -> instance.message(address, frame.copy()))));
    }

    private Future<?> listenToHints(Bus bus) {
        return Future.all(
                bus.subscribe(Hints.TO_ROOMS, hints::toRooms),
                bus.subscribe(Hints.TO_USERS, hints::toUsers),
                bus.subscribe(Hints.TO_ALL, hints::toAll));
    }

    private Future<?> listenToLimits(Bus bus, String node) {
        return Future.all(
                bus.subscribe(
                        Limits.EXHAUSTED, full -> instances.forEach(instance -> instance.askForLife(full.user()))),
                bus.subscribe(Limits.DISPLACED, displaced -> {
                    if (displaced.node().equals(node)) {
                        instances.forEach(instance -> instance.displace(displaced.socket()));
                    }
                }));
    }
}
