// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.gateway.fanout.EntryRouter;
import dev.hubbub.gateway.fanout.HeadComparison;
import dev.hubbub.gateway.session.SocketReporter;
import dev.hubbub.gateway.transport.polling.PollingRouter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Shows how full the gateway is: what belongs to event loops is the sum over them. */
final class GatewayMeters {
    private final MeterRegistry registry;
    private final List<GatewayInstance> instances;

    GatewayMeters(MeterRegistry registry, List<GatewayInstance> instances) {
        this.registry = registry;
        this.instances = instances;
    }

    /** What the node has once. */
    void node(SocketReporter sockets, NodeContext context, HeadComparison comparison) {
        registry.gauge("hub.gateway.users", sockets, SocketReporter::users);
        registry.gauge("hub.gateway.unreported.users", sockets, SocketReporter::changes);
        registry.gauge("hub.gateway.asked.users", sockets, SocketReporter::asked);
        registry.gauge("hub.gateway.stored.profiles", sockets, SocketReporter::profiles);
        registry.gauge("hub.gateway.token.buckets", context, NodeContext::keptBuckets);
        registry.gauge("hub.gateway.verification.keys", context, node -> node.keys().size());
        registry.gauge("hub.gateway.uncompared.rooms", comparison, HeadComparison::waiting);
        registry.gauge("hub.gateway.shards", context.polling(), PollingRouter::serving);
        registry.gauge("hub.gateway.other.nodes", context.polling(), PollingRouter::others);
    }

    /** Calls over the bus, those of the instances and others. */
    void calls(List<Bus> others) {
        Gauge.builder(
                        "hub.gateway.bus.calls",
                        others,
                        all -> all.stream().mapToLong(Bus::calls).sum()
                                + instances.stream()
                                        .mapToLong(instance ->
                                                instance.stats().others().calls())
                                        .sum())
                .strongReference(true)
                .register(registry);
    }

    /** What came to nothing. */
    void failures() {
        FunctionCounter.builder("hub.gateway.unanswered.failures", instances, all -> all.stream()
                        .mapToLong(instance -> instance.stats().others().unanswered())
                        .sum())
                .register(registry);
    }

    /** What the bus brings of the logs of rooms. */
    void entries(EntryRouter entries) {
        count("received.batches", entries, EntryRouter::batches);
        count("received.entries", entries, EntryRouter::entries);
        count("followed.entries", entries, EntryRouter::followed);
    }

    private void count(String name, EntryRouter entries, ToDoubleFunction<EntryRouter> figure) {
        FunctionCounter.builder("hub.gateway." + name, entries, figure).register(registry);
    }

    /** What sockets take up. */
    void sockets() {
        sum("connections", stats -> stats.others().connections());
        sum("sockets", stats -> stats.sessions().sockets());
        sum("requests.in.flight", stats -> stats.sessions().requests());
        sum("waiting.frames", stats -> stats.sessions().waitingFrames());
        sum("registrations", stats -> stats.sessions().registrations());
        sum("pending.bytes", stats -> stats.sessions().pendingBytes());
        sum("partial.bytes", stats -> stats.sessions().partialBytes());
        sum("pending.rechecks", stats -> stats.sessions().rechecks());
        sum("handshakes", stats -> stats.sessions().handshakes());
        sum("user.rate.limiters", stats -> stats.others().fetchers());
        sum("history.waits", stats -> stats.others().historyWaits());
        sum("polling.sessions", stats -> stats.polling().sessions());
        sum("polling.bytes", stats -> stats.polling().bytes());
        sum("polling.sends", stats -> stats.polling().sends());
        sum("polling.responses", stats -> stats.others().responses());
    }

    /** What rooms take up. */
    void rooms() {
        sum("rooms", stats -> stats.fanout().rooms());
        sum("subscriptions", stats -> stats.fanout().subscriptions());
        sum("operator.subscriptions", stats -> stats.others().operatorSubscriptions());
        sum("pending.subscriptions", stats -> stats.fanout().pending());
        sum("reorder.entries", stats -> stats.fanout().reorder().entries());
        sum("reorder.characters", stats -> stats.fanout().reorder().characters());
        sum("gap.repairs", stats -> stats.fanout().reorder().repairs());
        sum("replays", stats -> stats.fanout().replay().running());
        sum("replay.buffer.characters", stats -> stats.fanout().replay().bufferedCharacters());
        sum("page.reads", stats -> stats.fanout().replay().pages());
        sum("cached.page.characters", stats -> stats.fanout().replay().pageCharacters());
        sum("cached.encoding.characters", stats -> stats.fanout().replay().encodedCharacters());
    }

    /** What the feeds of users take up. */
    void users() {
        sum("user.subscriptions", stats -> stats.users().subscriptions());
        sum("user.rooms", stats -> stats.users().memberships());
        sum("user.room.lookups", stats -> stats.users().lookups());
        sum("pending.user.resyncs", stats -> stats.users().resyncs());
    }

    private void sum(String name, ToLongFunction<InstanceStats> figure) {
        Gauge.builder("hub.gateway." + name, instances, all -> all.stream()
                        .mapToLong(instance -> figure.applyAsLong(instance.stats()))
                        .sum())
                .register(registry);
    }
}
