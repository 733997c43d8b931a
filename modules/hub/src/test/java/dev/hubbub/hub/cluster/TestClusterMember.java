// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.hub.config.ClusterConfig;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;

/** Starts a member of a cluster of two on loopback. */
public final class TestClusterMember {
    /**
     * @param index 0 or 1
     * @param ports two for membership, then two for the event bus
     */
    public static Vertx start(String cluster, int index, List<Integer> ports, ClusterConfig.Tls tls) throws Exception {
        List<String> members = List.of("127.0.0.1:" + ports.get(0), "127.0.0.1:" + ports.get(1));
        ClusterConfig settings = new ClusterConfig(
                true,
                cluster,
                "127.0.0.1",
                ports.get(index),
                members,
                ports.get(2 + index),
                null,
                0,
                0,
                tls,
                false,
                null);
        return ClusteredVertx.start(settings, manager(settings)).await(60, SECONDS);
    }

    /** Of a member that waits for no others: those of a test start one after the other. */
    static TrackingClusterManager manager(ClusterConfig settings) {
        return ClusteredVertx.createManager(settings, 0);
    }

    /** Ends the membership first, so that nothing here waits for the others. */
    public static void stop(Vertx member) throws Exception {
        HazelcastClusterManager manager = (HazelcastClusterManager) ((VertxInternal) member).clusterManager();
        manager.getHazelcastInstance().getLifecycleService().terminate();
        member.close().otherwiseEmpty().await(20, SECONDS);
    }

    private TestClusterMember() {}
}
