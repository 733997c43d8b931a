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
import org.jspecify.annotations.Nullable;

/** The cluster manager of a node; it also tracks which registrations the node itself wants to have. */
public final class TrackingClusterManager extends HazelcastClusterManager {
    private final Map<Registration, State> desired = new ConcurrentHashMap<>();
    private volatile @Nullable EmptyAddresses registrationListener;

    /** A consumer of a node at an address. */
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
        registrationListener = new EmptyAddresses(listener, this::getNodeId);
        super.registrationListener(registrationListener);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
        Registration registration = new Registration(address, info);
        if (!info.localOnly()) {
            desired.put(registration, State.PENDING);
        }
        super.addRegistration(address, info, (added, cause) -> {
            // After a failure too: Vert.x keeps the consumer and serves it once it is registered.
            desired.replace(registration, State.DESIRED);
            promise.complete(null, cause);
        });
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
        desired.remove(new Registration(address, info));
        super.removeRegistration(address, info, promise);
    }

    /** The registrations that this node wants, without those that are still being added. */
    Set<Registration> desired() {
        return desired.entrySet().stream()
                .filter(each -> each.getValue() == State.DESIRED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Whether this node wants the registration, including those that are still being added. */
    boolean isDesired(Registration registration) {
        return desired.containsKey(registration);
    }

    /** Makes Vert.x forget the addresses that have had no consumer for a whole round. */
    void forgetEmptyAddresses() {
        EmptyAddresses addresses = registrationListener;
        if (addresses != null) {
            addresses.forget();
        }
    }

    /** Makes Vert.x read the consumers of an address again, if it caches them. */
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
