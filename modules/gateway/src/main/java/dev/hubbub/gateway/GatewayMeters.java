// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/** Shows how full the gateway is: each figure is the sum over the event loops. */
final class GatewayMeters {
    private final MeterRegistry registry;

    GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void show(Attendance attendance, Lobby lobby, List<Door> doors) {
        registry.gauge("hub.gateway.users", attendance, Attendance::users);
        registry.gauge("hub.gateway.profiles", attendance, Attendance::profiles);
        registry.gauge("hub.gateway.buckets", lobby, Lobby::keptBuckets);
        sum("hub.gateway.sockets", doors, door -> door.load().sockets());
        sum("hub.gateway.pending.bytes", doors, door -> door.load().pendingBytes());
        sum("hub.gateway.requests", doors, door -> door.load().requests());
        sum("hub.gateway.rooms", doors, door -> door.load().rooms());
        sum("hub.gateway.subscriptions", doors, door -> door.load().subscriptions());
        sum("hub.gateway.held.entries", doors, door -> door.load().heldEntries());
    }

    private void sum(String name, List<Door> doors, ToLongFunction<Door> figure) {
        Gauge.builder(name, doors, all -> all.stream().mapToLong(figure).sum()).register(registry);
    }
}
