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

/** What a cluster has on record of who consumes what, for tests that spoil it. */
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

    /** Behind the back of whoever is registered. */
    void remove(String address) {
        registrations.remove(address);
    }

    void forgetNode() {
        nodes().remove(node());
    }

    /** With what this node says of itself. */
    void addNode(String node) {
        nodes().put(node, nodes().get(node()));
    }

    boolean knows(String node) {
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

    /** The addresses of which Vert.x is told from now on, though it has none of them in mind any more. */
    List<String> spyOnRoutes() {
        List<String> told = new CopyOnWriteArrayList<>();
        manager.registrationListener(new RegistrationListener() {
            @Override
            public void registrationsUpdated(RegistrationUpdateEvent event) {
                told.add(event.address());
            }

            @Override
            public boolean wantsUpdatesFor(String address) {
                return true;
            }
        });
        return told;
    }
}
