// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.auth.KeyRing;
import dev.hubbub.gateway.fallback.PostOffice;
import dev.hubbub.gateway.fallback.PostVerticle;
import dev.hubbub.gateway.fanout.OperatorConsumers;
import dev.hubbub.gateway.fanout.RoomEntry;
import dev.hubbub.gateway.limits.SharedBuckets;
import dev.hubbub.gateway.session.BridgePolicy;
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

/**
 * The gateway of one node: one consumer on the bus for each kind of news, and a door on each event loop that passes
 * it on to its sockets.
 */
public final class GatewayVerticle extends VerticleBase {
    private static final String PORTS = "hubbub.gateway";

    /** How long a login or a message waits for presence before this node decides by itself. */
    private static final Duration LIMITS_TIMEOUT = Duration.ofSeconds(2);

    private static final long CERTIFICATE_MILLIS = 60_000;

    private final GatewayConfig config;
    private final MeterRegistry meters;
    private final long certificateMillis;
    private final List<Door> doors = new CopyOnWriteArrayList<>();
    private KeyRing ring;

    /** A gateway with these settings; keys are loaded at the start. */
    public GatewayVerticle(GatewayConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /** @param meters where it shows how full it is */
    public GatewayVerticle(GatewayConfig config, MeterRegistry meters) {
        this(config, meters, CERTIFICATE_MILLIS);
    }

    GatewayVerticle(GatewayConfig config, MeterRegistry meters, long certificateMillis) {
        this.config = config;
        this.meters = meters;
        this.certificateMillis = certificateMillis;
    }

    /** The port that the gateway of this Vert.x listens on; fails when there is none. */
    public static int port(Vertx vertx) {
        Object port = vertx.sharedData().getLocalMap(PORTS).get("port");
        if (port == null) {
            throw new IllegalStateException("no gateway is deployed here");
        }
        return (Integer) port;
    }

    @Override
    public Future<?> start() {
        return certificate() // without one that can be shown, or a usable key, there is no door
                .compose(certificate -> KeyRing.open(vertx, config.auth())
                        .compose(keys -> start(keys, new Listener(config, certificate))));
    }

    private Future<PemKeyCertOptions> certificate() {
        return config.http().tls().on()
                ? vertx.executeBlocking(
                        () -> new CertificateFiles(vertx, config.http().tls()).read())
                : Future.succeededFuture();
    }

    private Future<?> start(KeyRing keys, Listener listener) {
        ring = keys;
        Bus bus = new Bus(vertx);
        Bus hurried = new Bus(vertx, LIMITS_TIMEOUT);
        Attendance attendance = new Attendance(bus, hurried, config.limits());
        PostOffice office = new PostOffice(config.http().eventLoops());
        Lobby lobby = new Lobby(config, keys, attendance, new SharedBuckets(hurried, config.limits()), office);
        vertx.setPeriodic(Attendance.TICK_MILLIS, tick -> attendance.report());
        return listen(bus, attendance.node())
                .compose(listening -> vertx.deployVerticle(
                        () -> door(lobby, listener),
                        new DeploymentOptions().setInstances(config.http().eventLoops())))
                .compose(open -> serve(office))
                .onSuccess(open -> {
                    show(attendance, lobby, compareHeads(bus), List.of(bus, hurried));
                    vertx.sharedData()
                            .getLocalMap(PORTS)
                            .put("port", doors.get(0).port());
                    watchCertificate(listener.certificate());
                });
    }

    private void show(Attendance attendance, Lobby lobby, HeadComparison comparison, List<Bus> buses) {
        GatewayMeters show = new GatewayMeters(meters, doors);
        show.node(attendance, lobby, comparison);
        show.calls(buses);
        show.sockets();
        show.rooms();
    }

    @Override
    public Future<?> stop() {
        ring.close();
        return Future.succeededFuture();
    }

    private void watchCertificate(PemKeyCertOptions shown) {
        if (shown != null) {
            CertificateWatch watch = new CertificateWatch(
                    shown, this::certificate, found -> doors.get(0).show(found));
            vertx.setPeriodic(certificateMillis, tick -> watch.look());
        }
    }

    private HeadComparison compareHeads(Bus bus) {
        HeadComparison comparison = new HeadComparison(
                compare -> bus.call(MessageLog.COMPARE, compare), this::positions, (room, position) -> {
                    doors.forEach(door -> door.behind(room, position));
                });
        long period = config.feeds().compareMillis();
        vertx.setPeriodic(period / HeadComparison.TICKS, tick -> comparison.tick());
        return comparison;
    }

    /** The positions of all doors, one after the other, each told on the event loop of this verticle. */
    private Future<List<Map<RoomId, Long>>> positions() {
        List<Future<Map<RoomId, Long>>> all = doors.stream()
                .map(door -> {
                    Promise<Map<RoomId, Long>> told = Promise.promise();
                    door.positions(positions -> context.runOnContext(here -> told.complete(positions)));
                    return told.future();
                })
                .toList();
        return Future.all(all).map(CompositeFuture::list);
    }

    private Future<?> serve(PostOffice office) {
        return config.http().fallbacks() ? vertx.deployVerticle(new PostVerticle(office)) : Future.succeededFuture();
    }

    private Door door(Lobby lobby, Listener listener) {
        Door door = new Door(config, lobby, listener);
        doors.add(door);
        return door;
    }

    private Future<?> listen(Bus bus, String node) {
        BridgePolicy policy = new BridgePolicy(config.bridge());
        List<String> operators = config.bridge().outbound().stream()
                .map(GatewayConfig.Permit::address)
                .toList();
        return Future.all(
                bus.subscribeJson(MessageLog.APPENDED, json -> {
                    RoomEntry entry = RoomEntry.of(json);
                    doors.forEach(door -> door.entry(entry.copy()));
                }),
                bus.subscribe(Access.REVOKED, revoked -> doors.forEach(door -> door.revoked(revoked))),
                bus.subscribe(Presence.TYPED, typed -> doors.forEach(door -> door.typed(typed))),
                bus.subscribe(Presence.CHANGED, changed -> doors.forEach(door -> door.changed(changed))),
                bus.subscribe(Presence.DISPLACED, displaced -> {
                    if (displaced.node().equals(node)) {
                        doors.forEach(door -> door.displace(displaced.socket()));
                    }
                }),
                OperatorConsumers.register(
                        vertx,
                        operators,
                        policy::mayHear,
                        (address, frame) -> doors.forEach(door -> door.message(address, frame.copy()))));
    }
}
