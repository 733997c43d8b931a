// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import com.hazelcast.config.Config;
import io.vertx.core.Completable;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A node's membership in its cluster, which knows what the node itself has on record there. */
public final class Membership extends HazelcastClusterManager {
    private final Set<Registered> own = ConcurrentHashMap.newKeySet();
    private volatile RegistrationListener routes;

    /** A node consumes what is sent to an address. */
    record Registered(String address, RegistrationInfo registration) {}

    Membership(Config config) {
        super(config);
    }

    @Override
    public void registrationListener(RegistrationListener listener) {
        routes = listener;
        super.registrationListener(listener);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        super.addRegistration(address, registration, (added, cause) -> {
            if (cause == null && !registration.localOnly()) {
                own.add(new Registered(address, registration));
            }
            promise.complete(null, cause);
        });
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        Registered mine = new Registered(address, registration);
        own.remove(mine);
        super.removeRegistration(address, registration, (removed, cause) -> {
            own.remove(mine); // it may have been on its way when it was taken back
            promise.complete(null, cause);
        });
    }

    /** What this node wants to have on record now. */
    Set<Registered> own() {
        return Set.copyOf(own);
    }

    /** Has Vert.x look up anew who consumes an address, if it keeps that in mind. */
    void refresh(String address) {
        RegistrationListener keeper = routes;
        if (keeper != null && keeper.wantsUpdatesFor(address)) {
            getRegistrations(address, (found, cause) -> {
                if (cause == null) {
                    keeper.registrationsUpdated(new RegistrationUpdateEvent(address, found));
                }
            });
        }
    }
}
