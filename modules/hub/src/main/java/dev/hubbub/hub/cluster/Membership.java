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
public final class Membership extends HazelcastClusterManager {
    private final Map<Registered, Progress> own = new ConcurrentHashMap<>();
    private volatile RegistrationListener routes;

    /** A node consumes what is sent to an address. */
    record Registered(String address, RegistrationInfo registration) {}

    private enum Progress {
        UNDER_WAY,
        WANTED
    }

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
        Registered mine = new Registered(address, registration);
        if (!registration.localOnly()) {
            own.put(mine, Progress.UNDER_WAY);
        }
        super.addRegistration(address, registration, (added, cause) -> {
            own.replace(mine, Progress.WANTED); // what failed too: Vert.x keeps it, and serves it once it is on record
            promise.complete(null, cause);
        });
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        own.remove(new Registered(address, registration));
        super.removeRegistration(address, registration, promise);
    }

    /** What this node wants to have on record now, and has asked for some time ago. */
    Set<Registered> own() {
        return own.entrySet().stream()
                .filter(each -> each.getValue() == Progress.WANTED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Whether this node wants to have it on record. */
    boolean wants(Registered mine) {
        return own.containsKey(mine);
    }

    /** Has Vert.x look up anew who consumes an address, if it keeps that in mind. */
    Future<Void> refresh(String address) {
        RegistrationListener keeper = routes;
        if (keeper == null || !keeper.wantsUpdatesFor(address)) {
            return Future.succeededFuture();
        }
        Promise<List<RegistrationInfo>> found = Promise.promise();
        getRegistrations(address, found);
        return found.future()
                .onSuccess(all -> keeper.registrationsUpdated(new RegistrationUpdateEvent(address, all)))
                .mapEmpty();
    }
}
