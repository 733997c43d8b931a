// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.gateway.limits.UserSockets;
import io.vertx.core.Future;
import java.util.BitSet;

/** The sockets of the users on this node, for {@code limits}. */
record SocketReports(Bus bus, String node, UserSockets sockets) implements LeasedReports.Source {
    @Override
    public BitSet changed() {
        return sockets.changedSockets();
    }

    @Override
    public boolean isEmpty(int shard) {
        return sockets.isFree(shard);
    }

    @Override
    public Future<LeasedReports.Receipt> reportAll(int shard, long version) {
        return bus.call(Limits.HOLD_SOCKETS, new Limits.HoldSockets(shard, node, sockets.takeHeld(shard), version))
                .map(SocketReports::receipt);
    }

    @Override
    public Future<LeasedReports.Receipt> reportChanges(int shard, long from, long version) {
        return sockets.takeSocketChanges(shard)
                .map(changed -> new Limits.UpdateSockets(shard, node, from, version, changed))
                .map(update -> bus.call(Limits.UPDATE_SOCKETS, update).map(SocketReports::receipt))
                .orElseGet(() -> reportAll(shard, version));
    }

    private static LeasedReports.Receipt receipt(Limits.Leased leased) {
        return new LeasedReports.Receipt(leased.leaseMillis(), leased.version());
    }
}
