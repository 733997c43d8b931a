// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.presence.online.LastSeenWriter;
import dev.hubbub.presence.online.OnlineUsers;
import dev.hubbub.presence.online.PresencePublisher;
import dev.hubbub.presence.remote.StaleIfErrorRemoteServices;
import dev.hubbub.presence.typing.MembershipCheckCache;
import dev.hubbub.presence.typing.TypingTable;
import io.micrometer.core.instrument.MeterRegistry;

/** Registers the gauges of this module. */
final class PresenceMeters {
    private final ModuleMeters meters;

    PresenceMeters(MeterRegistry registry) {
        this.meters = new ModuleMeters(registry, "hub.presence");
    }

    /** Calls to other services, and the answers that are cached. */
    void registerRemote(Bus bus, Shards shards, StaleIfErrorRemoteServices services, MembershipCheckCache memberships) {
        meters.gauge("bus.calls", "calls over the bus without an answer", bus, Bus::calls);
        meters.gauge("shards", "shards that this node serves", shards, Shards::serving);
        meters.gauge("other.nodes", "other nodes that serve shards of this role", shards, Shards::others);
        meters.gauge(
                "cached.typing.permissions",
                "members who may type, once a room",
                memberships,
                MembershipCheckCache::size);
        meters.gauge(
                "stale.permissions",
                "cached members, for when the store is unavailable",
                services,
                StaleIfErrorRemoteServices::subscriptions);
        meters.gauge(
                "stale.members",
                "cached rooms and members, for when the store is unavailable",
                services,
                StaleIfErrorRemoteServices::members);
    }

    /** Users who are online, and what is still to be published or written. */
    void registerOnline(OnlineUsers users, PresencePublisher publisher, LastSeenWriter lastSeen) {
        meters.gauge("users", "users online in this node's shards, once a gateway", users, OnlineUsers::users);
        meters.gauge("remote.users", "users online in other nodes' shards", users, OnlineUsers::usersOfOtherNodes);
        meters.gauge("reports", "current reports, one a gateway and shard", users, OnlineUsers::reports);
        meters.gauge(
                "unpublished.changes",
                "users whose change of presence is still to be published",
                publisher,
                PresencePublisher::waiting);
        meters.gauge("cached.users", "users whose rooms are cached", publisher, PresencePublisher::cachedUsers);
        meters.gauge(
                "unsaved.last.seen", "users whose last visit is still to be stored", lastSeen, LastSeenWriter::waiting);
    }

    /** Users who are typing. */
    void registerTyping(TypingTable typing) {
        meters.gauge("typing.users", "users who are typing, once a room", typing, TypingTable::size);
    }
}
