// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import dev.hubbub.hub.config.Cluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a Vert.x that is a member of a cluster. */
public final class ClusterStart {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterStart.class);
    private static final int CONNECT_MILLIS = 5_000;
    private static final long PING_MILLIS = 5_000;

    /** Completes when the node is a member. */
    public static Future<Vertx> start(Cluster cluster) {
        if (!isLoopback(cluster.host())) {
            LOG.warn(
                    "cluster traffic is neither encrypted nor authenticated: keep {} and its ports in a private network",
                    cluster.host());
        }
        return Vertx.builder()
                .with(options(cluster))
                .withClusterManager(new HazelcastClusterManager(HazelcastSettings.of(cluster)))
                .buildClustered();
    }

    /** As JSON: the classes of the event bus belong to the contract's Bus and the gateway alone. */
    private static VertxOptions options(Cluster cluster) {
        JsonObject bus = new JsonObject()
                .put("host", cluster.host())
                .put("port", cluster.busPort())
                .put("connectTimeout", CONNECT_MILLIS)
                .put("clusterPingInterval", PING_MILLIS)
                .put("clusterPingReplyInterval", PING_MILLIS);
        return new VertxOptions(
                new VertxOptions().toJson().mergeIn(new JsonObject().put("eventBusOptions", bus), true));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private ClusterStart() {}
}
