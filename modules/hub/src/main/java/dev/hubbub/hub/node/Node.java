// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.hub.admin.AdminVerticle;
import dev.hubbub.hub.admin.LatencyVerticle;
import dev.hubbub.hub.admin.NodeMeters;
import dev.hubbub.hub.cluster.ClusterHealthVerticle;
import dev.hubbub.hub.cluster.ClusteredVertx;
import dev.hubbub.hub.cluster.TrackingClusterManager;
import dev.hubbub.hub.config.ClusterConfig;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.NativeLibraries;
import dev.hubbub.limits.LimitsVerticle;
import dev.hubbub.listeners.ListenersVerticle;
import dev.hubbub.moderation.ModerationVerticle;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.presence.PresenceVerticle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node. It starts from the store up to the gateway and stops in the reverse order, so that a client that
 * reaches it finds all parts running. Starting and stopping block.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 8;

    /** The store of an older version may have to be copied first. */
    private static final long STORE_SECONDS = 3_600;

    private static final long ABRUPT_STOP_SECONDS = 3;

    private final NodePlan plan;
    private final NodeMeters meters = new NodeMeters();
    private final Deque<String> deployed = new ArrayDeque<>();
    private final CompletableFuture<String> unhealthy = new CompletableFuture<>();
    private @Nullable NativeLibraries natives;
    private @Nullable TrackingClusterManager clusterManager;
    private @Nullable Vertx vertx;
    private @Nullable AdminVerticle admin;
    private volatile boolean started;

    private Node(NodePlan plan) {
        this.plan = plan;
    }

    /**
     * Starts a node. If that fails, it stops the parts that had started.
     *
     * @throws StartException with a message for the operator
     */
    public static Node start(NodePlan plan) {
        Node node = new Node(plan);
        try {
            node.open();
            return node;
        } catch (RuntimeException | Error e) {
            if (node.unhealthy.isDone()) {
                node.terminateMembership();
            }
            node.close();
            throw e;
        }
    }

    private void open() {
        HubConfig config = plan.config();
        boolean nativeSockets = unpackNatives();
        if (plan.opensEmbeddedStore()) {
            config = config.withStoreIn(plan.data().path().toString());
        }
        vertx = startVertx(config.cluster(), nativeSockets);
        if (clusterManager != null) {
            ClusterHealthVerticle health = new ClusterHealthVerticle(clusterManager, unhealthy::complete);
            deploy("watch", () -> health);
            await("cluster", health.ready(), START_SECONDS);
        }
        HubConfig effective = config;
        PrometheusMeterRegistry registry = meters.registry();
        if (config.admin().enabled()) {
            AdminVerticle metrics = new AdminVerticle(config.admin(), registry, this::isReady);
            admin = metrics;
            deploy("admin", () -> metrics);
        }
        deploy("latency", () -> new LatencyVerticle(registry));
        deployLog(effective, registry);
        deploy(NodeRole.PRESENCE, () -> new PresenceVerticle(effective.presence(), registry));
        deploy(NodeRole.LIMITS, () -> new LimitsVerticle(effective.presence().leaseMillis(), registry));
        deploy(NodeRole.MODERATION, () -> new ModerationVerticle(effective.moderation(), registry));
        deploy(NodeRole.LISTENERS, () -> new ListenersVerticle(effective.listeners(), registry));
        plan.extraVerticles().forEach(verticle -> deploy("companion", verticle));
        deploy(NodeRole.GATEWAY, () -> new GatewayVerticle(effective.gateway(), registry));
        started = true;
    }

    /** The embedded store needs its native library; sockets do without where nothing can be written. */
    private boolean unpackNatives() {
        try {
            natives = NativeLibraries.unpackBelow(plan.data().create());
            return true;
        } catch (ConfigException e) {
            if (plan.opensEmbeddedStore()) {
                throw e;
            }
            LOG.info("sockets of Java instead of those of Linux: {}", e.getMessage());
            return false;
        }
    }

    /** Without Vert.x's cache of files from the class path, a directory beside the data. */
    private Vertx startVertx(ClusterConfig cluster, boolean nativeSockets) {
        VertxOptions options = new VertxOptions()
                .setPreferNativeTransport(nativeSockets)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        if (!cluster.enabled()) {
            return Vertx.vertx(options);
        }
        TrackingClusterManager manager = ClusteredVertx.createManager(cluster);
        clusterManager = manager;
        Future<Vertx> starting = ClusteredVertx.start(cluster, manager, options);
        try {
            return await("cluster", starting, START_SECONDS);
        } catch (StartException e) {
            starting.onSuccess(Vertx::close); // a member that starts too late must not stay
            throw e;
        }
    }

    /** Each message passes both, so they share an event loop where they can. */
    private void deployLog(HubConfig config, MeterRegistry meters) {
        List<Deployable> parts = new ArrayList<>();
        if (plan.runs(NodeRole.PERSISTENCE)) {
            parts.add(new PersistenceVerticle(config.persistence(), meters));
        }
        if (plan.runs(NodeRole.ACCESS)) {
            parts.add(new AccessVerticle(config.access(), meters));
        }
        if (!parts.isEmpty()) {
            NodeRole first = plan.runs(NodeRole.PERSISTENCE) ? NodeRole.PERSISTENCE : NodeRole.ACCESS;
            deploy(first.toString(), () -> new SharedEventLoop(parts), STORE_SECONDS);
        }
    }

    private void deploy(NodeRole role, Supplier<? extends Deployable> verticle) {
        if (plan.runs(role)) {
            deploy(role.toString(), verticle);
        }
    }

    private void deploy(String name, Supplier<? extends Deployable> verticle) {
        deploy(name, verticle, START_SECONDS);
    }

    private void deploy(String name, Supplier<? extends Deployable> verticle, long seconds) {
        deployed.push(await(name, vertx().deployVerticle(verticle, new DeploymentOptions()), seconds));
        LOG.info("{} started", name);
    }

    private static <T> T await(String name, Future<T> started, long seconds) {
        try {
            return started.await(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StartException(name + " did not start within " + seconds + " s");
        } catch (Exception e) { // await throws the cause, checked or not
            throw StartErrors.of(name, e);
        }
    }

    /** Whether all parts run, and the node is a healthy member of its cluster. */
    private boolean isReady() {
        return started && !unhealthy.isDone();
    }

    /** The URL for clients; without a gateway it has the scheme {@code hub}. */
    public String url() {
        if (!plan.runs(NodeRole.GATEWAY)) {
            return plan.innerUrl();
        }
        GatewayConfig.Http http = plan.config().http();
        String scheme = http.tls().on() ? "https" : "http";
        return scheme + "://" + displayHost(http.host()) + ":" + GatewayVerticle.port(vertx()) + http.basePath();
    }

    /** The URL of the metrics; empty if they are switched off. */
    public Optional<String> metricsUrl() {
        return Optional.ofNullable(admin)
                .map(open -> "http://" + displayHost(plan.config().admin().host()) + ":" + open.port() + "/metrics");
    }

    private static String displayHost(String host) {
        boolean any = host.equals("0.0.0.0") || host.equals("::");
        return any ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    }

    /** The Vert.x instance of the node, for verticles and tests that add to a hub. */
    public Vertx vertx() {
        return Objects.requireNonNull(vertx, "not running");
    }

    /** The port for clients; -1 without a gateway. */
    int port() {
        return plan.runs(NodeRole.GATEWAY) ? GatewayVerticle.port(vertx()) : -1;
    }

    /** The port for metrics; -1 if they are switched off. */
    int adminPort() {
        return admin == null ? -1 : admin.port();
    }

    /** Completes with the reason when the node is no healthy member of its cluster any more. */
    CompletableFuture<String> unhealthy() {
        return unhealthy.copy();
    }

    /**
     * Stops an unhealthy node. It ends its membership first: the others notice at once, and nothing here waits for
     * their answers. Then the gateway closes its sockets, then the rest stops.
     */
    synchronized void leaveAbruptly() {
        started = false;
        terminateMembership();
        if (plan.runs(NodeRole.GATEWAY) && !deployed.isEmpty()) {
            awaitStopped("gateway", vertx().undeploy(deployed.pop()), ABRUPT_STOP_SECONDS);
        }
        deployed.clear();
        awaitStopped("vert.x", vertx().close(), ABRUPT_STOP_SECONDS);
        vertx = null;
        release();
    }

    private void terminateMembership() {
        try {
            Objects.requireNonNull(clusterManager)
                    .getHazelcastInstance()
                    .getLifecycleService()
                    .terminate();
        } catch (RuntimeException e) {
            LOG.warn("membership did not end: {}", e.toString());
        }
    }

    /** Stops in order. Does not wait for a part that exceeds its time. */
    @Override
    public synchronized void close() {
        started = false;
        while (!deployed.isEmpty()) {
            awaitStopped("verticle", vertx().undeploy(deployed.pop()), STOP_SECONDS);
        }
        if (vertx != null) {
            awaitStopped("vert.x", vertx.close(), STOP_SECONDS);
            vertx = null;
        }
        release();
    }

    private void release() {
        meters.close();
        if (natives != null) {
            natives.close();
            natives = null;
        }
    }

    private static void awaitStopped(String name, Future<?> stopped, long seconds) {
        try {
            stopped.await(seconds, TimeUnit.SECONDS);
        } catch (Exception e) {
            LOG.warn("{} did not stop: {}", name, e.toString());
        }
    }
}
