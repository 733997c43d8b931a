// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import io.micrometer.core.instrument.MeterRegistry;

/** Shows how full presence is. */
final class PresenceMeters {
    private final MeterRegistry registry;

    PresenceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What others are asked, and what they are remembered to have said. */
    void asked(Bus bus, Shards shards, PatientNeighbours neighbours, Admissions admissions) {
        registry.gauge("hub.presence.calls", bus, Bus::calls);
        registry.gauge("hub.presence.shards", shards, Shards::serving);
        registry.gauge("hub.presence.other.nodes", shards, Shards::others);
        registry.gauge("hub.presence.admissions", admissions, Admissions::size);
        registry.gauge("hub.presence.kept.admissions", neighbours, PatientNeighbours::admissions);
        registry.gauge("hub.presence.kept.members", neighbours, PatientNeighbours::members);
    }

    /** Who is online, and who has to hear of it. */
    void online(Attendance attendance, Announcements announcements, LastSeen lastSeen) {
        registry.gauge("hub.presence.users", attendance, Attendance::users);
        registry.gauge("hub.presence.users.elsewhere", attendance, Attendance::usersElsewhere);
        registry.gauge("hub.presence.reports", attendance, Attendance::reports);
        registry.gauge("hub.presence.announcements", announcements, Announcements::waiting);
        registry.gauge("hub.presence.known.users", announcements, Announcements::known);
        registry.gauge("hub.presence.last.seen", lastSeen, LastSeen::waiting);
    }

    /** What users do, and have. */
    void limits(TypingTable typing, SocketAdmissions sockets, Allowances allowances) {
        registry.gauge("hub.presence.typing", typing, TypingTable::size);
        registry.gauge("hub.presence.buckets", allowances, Allowances::size);
        registry.gauge("hub.presence.sockets", sockets, SocketAdmissions::reported);
        registry.gauge("hub.presence.sockets.pending", sockets, SocketAdmissions::pending);
    }
}
