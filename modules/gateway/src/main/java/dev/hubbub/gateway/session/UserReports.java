// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.gateway.limits.UserSockets;
import io.vertx.core.Future;
import java.util.BitSet;

/** Which users have sockets on this node, for {@code presence}. */
record UserReports(Bus bus, String node, UserSockets sockets) implements LeasedReports.Source {
    @Override
    public BitSet changed() {
        return sockets.changedUsers();
    }

    @Override
    public boolean isEmpty(int shard) {
        return sockets.isAbsent(shard);
    }

    @Override
    public Future<LeasedReports.Receipt> reportAll(int shard, long version) {
        return bus.call(Presence.REPORT, new Presence.Report(shard, node, sockets.takePresent(shard), version))
                .map(UserReports::receipt);
    }

    @Override
    public Future<LeasedReports.Receipt> reportChanges(int shard, long from, long version) {
        return sockets.takeUserChanges(shard)
                .map(changes -> new Presence.Update(shard, node, from, version, changes.arrived(), changes.left()))
                .map(update -> bus.call(Presence.UPDATE, update).map(UserReports::receipt))
                .orElseGet(() -> reportAll(shard, version));
    }

    private static LeasedReports.Receipt receipt(Presence.Leased leased) {
        return new LeasedReports.Receipt(leased.leaseMillis(), leased.version());
    }
}
