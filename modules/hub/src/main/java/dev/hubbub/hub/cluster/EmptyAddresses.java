// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tells Vert.x later than it happens that an address has lost its last consumer. {@code DefaultNodeSelector} of Vert.x
 * 5.0.12 drops what waits for the first lookup of an address when that lookup finds no consumer and the same news
 * arrives meanwhile: {@code registrationsUpdated} has removed the entry, so {@code succeed} does not answer it. A
 * request that is sent while a shard changes its owner is then neither sent nor refused. Until {@link #forget} the
 * address seems to have a consumer on this node only, so a request to it is refused at once, as without one.
 */
final class EmptyAddresses implements RegistrationListener {
    private final RegistrationListener vertx;
    private final Supplier<String> self;
    private final Set<String> empty = ConcurrentHashMap.newKeySet();
    private Set<String> emptyBefore = Set.of();

    /** @param self the id of this node */
    EmptyAddresses(RegistrationListener vertx, Supplier<String> self) {
        this.vertx = vertx;
        this.self = self;
    }

    @Override
    public void registrationsUpdated(RegistrationUpdateEvent event) {
        if (event.registrations().isEmpty()) {
            empty.add(event.address());
            vertx.registrationsUpdated(
                    new RegistrationUpdateEvent(event.address(), List.of(new RegistrationInfo(self.get(), 0, true))));
        } else {
            empty.remove(event.address());
            vertx.registrationsUpdated(event);
        }
    }

    /** Tells Vert.x of the addresses that were empty in the previous round, too. One round at a time. */
    void forget() {
        Set<String> known = new HashSet<>(empty);
        known.stream().filter(emptyBefore::contains).filter(empty::remove).forEach(address -> {
            vertx.registrationsUpdated(new RegistrationUpdateEvent(address, List.of()));
        });
        emptyBefore = known;
    }

    @Override
    public void registrationsLost() {
        vertx.registrationsLost();
    }

    @Override
    public boolean wantsUpdatesFor(String address) {
        return vertx.wantsUpdatesFor(address);
    }
}
