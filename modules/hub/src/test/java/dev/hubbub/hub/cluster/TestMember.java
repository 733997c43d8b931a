// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.hub.config.Cluster;
import io.vertx.core.Vertx;
import java.util.List;

/** Members of a cluster of two on loopback. */
final class TestMember {
    /**
     * @param place 0 or 1
     * @param ports of the members, then of their event buses
     */
    static Vertx start(String cluster, int place, List<Integer> ports, Cluster.Tls tls) throws Exception {
        List<String> members = List.of("127.0.0.1:" + ports.get(0), "127.0.0.1:" + ports.get(1));
        Cluster settings = new Cluster(
                true, cluster, "127.0.0.1", ports.get(place), members, ports.get(2 + place), null, 0, 0, tls, null);
        return ClusterStart.start(settings, ClusterStart.manager(settings)).await(60, SECONDS);
    }

    private TestMember() {}
}
