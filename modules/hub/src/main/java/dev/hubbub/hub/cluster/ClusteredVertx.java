// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import dev.hubbub.hub.config.ClusterConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a Vert.x instance that is a member of a cluster. */
public final class ClusteredVertx {
    private static final Logger LOG = LoggerFactory.getLogger(ClusteredVertx.class);
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final long PING_INTERVAL_MILLIS = 2_000;
    private static final long PING_TIMEOUT_MILLIS = 3_000;

    /** Completes when the node is a member. */
    static Future<Vertx> start(ClusterConfig cluster, TrackingClusterManager manager) {
        return start(cluster, manager, new VertxOptions().setPreferNativeTransport(true));
    }

    /**
     * Completes when the node is a member.
     *
     * @param options without those of the event bus
     */
    public static Future<Vertx> start(ClusterConfig cluster, TrackingClusterManager manager, VertxOptions options) {
        return Vertx.builder()
                .with(clustered(options, cluster))
                .withClusterManager(manager)
                .buildClustered();
    }

    /** Creates the cluster manager for one start. */
    public static TrackingClusterManager createManager(ClusterConfig cluster) {
        return createManager(cluster, HazelcastSettings.JOIN_WAIT_SECONDS);
    }

    /** @param joinWaitSeconds how long the first node waits for others that start at the same time */
    static TrackingClusterManager createManager(ClusterConfig cluster, int joinWaitSeconds) {
        return new TrackingClusterManager(HazelcastSettings.of(cluster, joinWaitSeconds));
    }

    /** Warns the operator, at each start, of ports by which other processes control the hub. */
    public static void warnOfPlainText(ClusterConfig cluster) {
        if (!ClusterConfig.isOnNetwork(cluster.host(), cluster.config())) {
            return;
        }
        String where = cluster.config() == null ? cluster.host() : "the addresses of " + cluster.config();
        if (cluster.tls().isSet()) {
            LOG.warn(
                    "membership of the cluster is neither encrypted nor authenticated, and a process that reaches its"
                            + " port controls the hub: keep {} and that port in a network of its own",
                    where);
        } else {
            LOG.warn(
                    "cluster.insecure: true: cluster traffic is neither encrypted nor authenticated, and a process that"
                            + " reaches its ports controls the hub: keep {} in a network of its own, or set cluster.tls",
                    where);
        }
    }

    /** Uses JSON, because only the contract's Bus and the gateway may use the classes of the event bus. */
    private static VertxOptions clustered(VertxOptions options, ClusterConfig cluster) {
        JsonObject bus = new JsonObject()
                .put("port", cluster.busPort())
                .put("connectTimeout", CONNECT_TIMEOUT_MILLIS)
                .put("clusterPingInterval", PING_INTERVAL_MILLIS)
                .put("clusterPingReplyInterval", PING_TIMEOUT_MILLIS);
        if (cluster.config() == null || ClusterConfig.isOnNetwork(cluster.host(), null)) {
            bus.put("host", cluster.host()); // otherwise the address of the member in the file
        }
        if (cluster.publicHost() != null) {
            bus.put("clusterPublicHost", cluster.publicHost());
        }
        if (cluster.busPublicPort() > 0) {
            bus.put("clusterPublicPort", cluster.busPublicPort());
        }
        if (cluster.tls().isSet()) {
            bus.mergeIn(mutualTls(cluster.tls()));
        }
        return new VertxOptions(options.toJson().mergeIn(new JsonObject().put("eventBusOptions", bus), true));
    }

    /** Fails when these files, where there are any, hold no certificates and key that the event bus could use. */
    public static Future<?> check(Vertx vertx, ClusterConfig.Tls tls) {
        return tls.isSet()
                ? vertx.executeBlocking(() -> {
                    try {
                        EventBusOptions bus = new EventBusOptions(mutualTls(tls));
                        bus.getKeyCertOptions().getKeyManagerFactory(vertx);
                        return bus.getTrustOptions().getTrustManagerFactory(vertx);
                    } catch (Exception e) {
                        throw new IllegalArgumentException(
                                "cluster.tls: " + e.getMessage() + " (expected: PEM files of a certificate, its key"
                                        + " as PKCS#8, and their authority)",
                                e);
                    }
                })
                : Future.succeededFuture();
    }

    /** Both sides must show a certificate of the authority. */
    private static JsonObject mutualTls(ClusterConfig.Tls tls) {
        return new JsonObject()
                .put("ssl", true)
                .put("trustAll", false)
                .put("clientAuth", "REQUIRED")
                .put(
                        "pemKeyCertOptions",
                        new JsonObject()
                                .put("certPaths", new JsonArray().add(tls.certificate()))
                                .put("keyPaths", new JsonArray().add(tls.key())))
                .put("pemTrustOptions", new JsonObject().put("certPaths", new JsonArray().add(tls.authority())));
    }

    private ClusteredVertx() {}
}
