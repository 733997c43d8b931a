// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.presence.PresenceReports;
import dev.hubbub.contract.presence.PresenceReports.Leased;
import dev.hubbub.contract.presence.PresenceReports.Report;
import dev.hubbub.contract.presence.PresenceReports.Update;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.activity.UserActivity;
import dev.hubbub.gateway.limits.UserSockets;
import io.vertx.core.Future;
import java.util.BitSet;
import java.util.List;

/** Which users have sockets on this node, and which of them are idle, for {@code presence}. */
record UserReports(Bus bus, String node, UserSockets sockets, UserActivity activity) implements LeasedReports.Source {
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
        List<UserId> users = sockets.takePresent(shard);
        Report report = new Report(shard, node, users, version, activity.idleOf(users));
        return bus.call(PresenceReports.REPORT, report).map(this::receipt);
    }

    @Override
    public Future<LeasedReports.Receipt> reportChanges(int shard, long from, long version) {
        return sockets.takeUserChanges(shard)
                .map(changes -> new Update(
                        shard,
                        node,
                        from,
                        version,
                        changes.arrived(),
                        changes.left(),
                        activity.idleOf(changes.arrived())))
                .map(update -> bus.call(PresenceReports.UPDATE, update).map(this::receipt))
                .orElseGet(() -> reportAll(shard, version));
    }

    private LeasedReports.Receipt receipt(Leased leased) {
        activity.idleAfter(leased.awayMillis());
        return new LeasedReports.Receipt(leased.leaseMillis(), leased.version());
    }
}
