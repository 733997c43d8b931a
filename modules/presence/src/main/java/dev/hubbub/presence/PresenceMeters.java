// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.presence.online.LastSeenWriter;
import dev.hubbub.presence.online.OnlineUsers;
import dev.hubbub.presence.online.PresencePublisher;
import dev.hubbub.presence.query.RoomFollowers;
import dev.hubbub.presence.remote.StaleIfErrorRemoteServices;
import dev.hubbub.presence.status.ChosenStatuses;
import dev.hubbub.presence.typing.MembershipCheckCache;
import dev.hubbub.presence.typing.TypingTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Registers the gauges of this module. */
final class PresenceMeters {
    private final ModuleMeters meters;

    PresenceMeters(MeterRegistry registry) {
        this.meters = new ModuleMeters(registry, "hub.presence");
    }

    /** Calls to other services, and the answers that are cached. */
    void registerRemote(List<Bus> buses, Shards shards, StaleIfErrorRemoteServices services) {
        meters.gauge(
                "bus.calls",
                "calls over the bus without an answer",
                services, // strongly reachable, as the others are from here
                any -> buses.stream().mapToInt(Bus::calls).sum());
        meters.gauge("shards", "shards that this node serves", shards, Shards::serving);
        meters.gauge("other.nodes", "other nodes that serve shards of this role", shards, Shards::others);
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
    void registerOnline(
            OnlineUsers users, PresencePublisher publisher, LastSeenWriter lastSeen, ChosenStatuses chosen) {
        meters.gauge("users", "users online in this node's shards, once a gateway", users, OnlineUsers::users);
        meters.gauge("remote.users", "users online in other nodes' shards", users, OnlineUsers::usersOfOtherNodes);
        meters.gauge("reports", "current reports, one a gateway and shard", users, OnlineUsers::reports);
        meters.gauge(
                "unpublished.changes",
                "users whose change of presence is still to be published",
                publisher,
                PresencePublisher::waiting);
        meters.gauge(
                "published.users",
                "users whose presence was published a moment ago, and is not again before a second is over",
                publisher,
                PresencePublisher::resting);
        meters.gauge("cached.users", "users whose rooms are cached", publisher, PresencePublisher::cachedUsers);
        meters.gauge("known.statuses", "users of whom it is known what they chose", chosen, ChosenStatuses::known);
        meters.gauge(
                "unread.statuses",
                "users of whom it is still to be read what they chose",
                chosen,
                ChosenStatuses::waiting);
        meters.gauge(
                "unsaved.last.seen", "users whose last visit is still to be stored", lastSeen, LastSeenWriter::waiting);
    }

    /** Users who are typing. */
    void registerTyping(TypingTable typing, MembershipCheckCache memberships) {
        meters.gauge("typing.users", "users who are typing, once a room", typing, TypingTable::size);
        meters.gauge(
                "cached.typing.permissions",
                "members who may type, once a room",
                memberships,
                MembershipCheckCache::size);
    }

    /** Who follows rooms. */
    void registerQueries(RoomFollowers followers) {
        meters.gauge("cached.followers", "rooms whose followers are cached", followers, RoomFollowers::size);
    }
}
