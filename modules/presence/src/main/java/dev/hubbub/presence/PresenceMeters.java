// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.presence.online.LastSeenWriter;
import dev.hubbub.presence.online.OnlineUsers;
import dev.hubbub.presence.online.PresencePublisher;
import dev.hubbub.presence.remote.StaleIfErrorRemoteServices;
import dev.hubbub.presence.typing.MembershipCheckCache;
import dev.hubbub.presence.typing.TypingTable;
import io.micrometer.core.instrument.MeterRegistry;

/** Registers the gauges of this module. */
final class PresenceMeters {
    private final MeterRegistry registry;

    PresenceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Calls to other services, and the answers that are cached. */
    void registerRemote(Bus bus, Shards shards, StaleIfErrorRemoteServices services, MembershipCheckCache memberships) {
        registry.gauge("hub.presence.bus.calls", bus, Bus::calls);
        registry.gauge("hub.presence.shards", shards, Shards::serving);
        registry.gauge("hub.presence.other.nodes", shards, Shards::others);
        registry.gauge("hub.presence.cached.typing.permissions", memberships, MembershipCheckCache::size);
        registry.gauge("hub.presence.stale.permissions", services, StaleIfErrorRemoteServices::subscriptions);
        registry.gauge("hub.presence.stale.members", services, StaleIfErrorRemoteServices::members);
    }

    /** Users who are online, and what is still to be published or written. */
    void registerOnline(OnlineUsers users, PresencePublisher publisher, LastSeenWriter lastSeen) {
        registry.gauge("hub.presence.users", users, OnlineUsers::users);
        registry.gauge("hub.presence.remote.users", users, OnlineUsers::usersOfOtherNodes);
        registry.gauge("hub.presence.reports", users, OnlineUsers::reports);
        registry.gauge("hub.presence.unpublished.changes", publisher, PresencePublisher::waiting);
        registry.gauge("hub.presence.cached.users", publisher, PresencePublisher::cachedUsers);
        registry.gauge("hub.presence.unsaved.last.seen", lastSeen, LastSeenWriter::waiting);
    }

    /** Users who are typing. */
    void registerTyping(TypingTable typing) {
        registry.gauge("hub.presence.typing.users", typing, TypingTable::size);
    }
}
