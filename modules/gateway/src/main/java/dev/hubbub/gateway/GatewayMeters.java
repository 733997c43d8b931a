// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.gateway.fallback.PostOffice;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/** Shows how full the gateway is: what belongs to event loops is the sum over them. */
final class GatewayMeters {
    private final MeterRegistry registry;
    private final List<Door> doors;

    GatewayMeters(MeterRegistry registry, List<Door> doors) {
        this.registry = registry;
        this.doors = doors;
    }

    /** What the node has once. */
    void node(Attendance attendance, Lobby lobby, HeadComparison comparison) {
        registry.gauge("hub.gateway.users", attendance, Attendance::users);
        registry.gauge("hub.gateway.profiles", attendance, Attendance::profiles);
        registry.gauge("hub.gateway.buckets", lobby, Lobby::keptBuckets);
        registry.gauge("hub.gateway.keys", lobby, node -> node.keys().size());
        registry.gauge("hub.gateway.uncompared.rooms", comparison, HeadComparison::waiting);
        registry.gauge("hub.gateway.shards", lobby.office(), PostOffice::serving);
        registry.gauge("hub.gateway.other.nodes", lobby.office(), PostOffice::others);
    }

    /** Calls over the bus, those of the doors and others. */
    void calls(List<Bus> others) {
        Gauge.builder(
                        "hub.gateway.calls",
                        others,
                        all -> all.stream().mapToLong(Bus::calls).sum()
                                + doors.stream()
                                        .mapToLong(door -> door.load().others().calls())
                                        .sum())
                .strongReference(true)
                .register(registry);
    }

    /** What sockets take up. */
    void sockets() {
        sum("connections", load -> load.others().connections());
        sum("sockets", load -> load.sessions().sockets());
        sum("requests", load -> load.sessions().requests());
        sum("waiting.frames", load -> load.sessions().waitingFrames());
        sum("registrations", load -> load.sessions().registrations());
        sum("pending.bytes", load -> load.sessions().pendingBytes());
        sum("partial.bytes", load -> load.sessions().partialBytes());
        sum("rechecks", load -> load.sessions().rechecks());
        sum("handshakes", load -> load.sessions().handshakes());
        sum("tills", load -> load.others().tills());
        sum("mailboxes", load -> load.mail().mailboxes());
        sum("mailbox.bytes", load -> load.mail().bytes());
        sum("letters", load -> load.mail().letters());
        sum("readers", load -> load.others().readers());
    }

    /** What rooms take up. */
    void rooms() {
        sum("rooms", load -> load.fanout().rooms());
        sum("subscriptions", load -> load.fanout().subscriptions());
        sum("operator.subscriptions", load -> load.others().operatorSubscriptions());
        sum("openings", load -> load.fanout().openings());
        sum("held.entries", load -> load.fanout().held().entries());
        sum("held.characters", load -> load.fanout().held().characters());
        sum("repairs", load -> load.fanout().held().repairs());
        sum("replays", load -> load.fanout().replay().running());
        sum("recent.characters", load -> load.fanout().replay().recentCharacters());
        sum("pages", load -> load.fanout().replay().pages());
        sum("page.characters", load -> load.fanout().replay().pageCharacters());
        sum("encoded.characters", load -> load.fanout().replay().encodedCharacters());
    }

    private void sum(String name, ToLongFunction<DoorLoad> figure) {
        Gauge.builder("hub.gateway." + name, doors, all -> all.stream()
                        .mapToLong(door -> figure.applyAsLong(door.load()))
                        .sum())
                .register(registry);
    }
}
