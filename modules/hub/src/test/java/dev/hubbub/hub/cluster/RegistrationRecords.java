// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import com.hazelcast.map.IMap;
import com.hazelcast.multimap.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The registrations of a cluster, for tests that corrupt them. */
final class RegistrationRecords {
    private final MultiMap<String, HazelcastRegistrationInfo> registrations;
    private final TrackingClusterManager manager;

    RegistrationRecords(Vertx member) {
        manager = (TrackingClusterManager) ((VertxInternal) member).clusterManager();
        registrations = manager.getHazelcastInstance().getMultiMap("__vertx.subs");
    }

    TrackingClusterManager manager() {
        return manager;
    }

    String node() {
        return manager.getNodeId();
    }

    void put(String address, String node) {
        registrations.put(address, new HazelcastRegistrationInfo(new RegistrationInfo(node, 1, false)));
    }

    /** Removes it without telling the node. */
    void remove(String address) {
        registrations.remove(address);
    }

    void removeNodeInfo() {
        nodes().remove(node());
    }

    /** Adds a node with the info of this node. */
    void addNodeInfo(String node) {
        nodes().put(node, nodes().get(node()));
    }

    boolean hasNodeInfo(String node) {
        return nodes().containsKey(node);
    }

    private IMap<String, Object> nodes() {
        return manager.getHazelcastInstance().getMap("__vertx.nodeInfo");
    }

    List<String> nodes(String address) {
        return registrations.get(address).stream()
                .map(entry -> entry.unwrap().nodeId())
                .toList();
    }

    /** Records the addresses that Vert.x is told of from now on; Vert.x itself is not told any more. */
    List<String> recordUpdates() {
        List<String> updated = new CopyOnWriteArrayList<>();
        manager.registrationListener(new RegistrationListener() {
            @Override
            public void registrationsUpdated(RegistrationUpdateEvent event) {
                updated.add(event.address());
            }

            @Override
            public boolean wantsUpdatesFor(String address) {
                return true;
            }
        });
        return updated;
    }
}
