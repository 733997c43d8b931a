// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import com.hazelcast.config.Config;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A node's membership in its cluster, which knows what the node itself has on record there. */
public final class TrackingClusterManager extends HazelcastClusterManager {
    private final Map<Registration, State> desired = new ConcurrentHashMap<>();
    private volatile RegistrationListener registrationListener;

    /** A node consumes what is sent to an address. */
    record Registration(String address, RegistrationInfo info) {}

    private enum State {
        PENDING,
        DESIRED
    }

    TrackingClusterManager(Config config) {
        super(config);
    }

    @Override
    public void registrationListener(RegistrationListener listener) {
        registrationListener = listener;
        super.registrationListener(listener);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
        Registration registration = new Registration(address, info);
        if (!info.localOnly()) {
            desired.put(registration, State.PENDING);
        }
        super.addRegistration(address, info, (added, cause) -> {
            desired.replace(
                    registration,
                    State.DESIRED); // what failed too: Vert.x keeps it, and serves it once it is on record
            promise.complete(null, cause);
        });
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
        desired.remove(new Registration(address, info));
        super.removeRegistration(address, info, promise);
    }

    /** What this node wants to have on record now, and has asked for some time ago. */
    Set<Registration> desired() {
        return desired.entrySet().stream()
                .filter(each -> each.getValue() == State.DESIRED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Whether this node wants to have it on record. */
    boolean isDesired(Registration registration) {
        return desired.containsKey(registration);
    }

    /** Has Vert.x look up anew who consumes an address, if it keeps that in mind. */
    Future<Void> refresh(String address) {
        RegistrationListener listener = registrationListener;
        if (listener == null || !listener.wantsUpdatesFor(address)) {
            return Future.succeededFuture();
        }
        Promise<List<RegistrationInfo>> found = Promise.promise();
        getRegistrations(address, found);
        return found.future()
                .onSuccess(all -> listener.registrationsUpdated(new RegistrationUpdateEvent(address, all)))
                .mapEmpty();
    }
}
