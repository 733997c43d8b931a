// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.listeners.Listeners;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.PublishedEntries;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.listeners.config.ListenersConfig;
import dev.hubbub.listeners.positions.ListenerNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Sends the listeners of the settings what is stored, and replays rooms. A node runs one instance; the instances of a cluster share
 * the rooms by their shards.
 */
public final class ListenersVerticle extends VerticleBase {
    private static final long STOP_MILLIS = 2_000;

    private final ListenersConfig config;
    private final ModuleMeters meters;
    private final InstantSource clock;
    private List<Listener> listeners = List.of();
    private Shards shards;
    private long timer = -1;

    public ListenersVerticle(ListenersConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /** @param meters where the gauges of this module are registered */
    public ListenersVerticle(ListenersConfig config, MeterRegistry meters) {
        this(config, meters, InstantSource.system());
    }

    /** @param clock says when listeners were named last */
    public ListenersVerticle(ListenersConfig config, MeterRegistry meters, InstantSource clock) {
        this.config = config;
        this.meters = new ModuleMeters(meters, "hub.listeners");
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        EntrySender sender = new EntrySender(new Bus(vertx, Duration.ofMillis(config.answerMillis())));
        ReplayService replays = new ReplayService(new RoomLog(bus), sender, ReplayService.MAX_MILLIS);
        shards = new Shards(bus, "listeners");
        ListenerContext context = new ListenerContext(config, bus, sender, shards::owns, meters);
        listeners = config.named().stream()
                .map(named -> new Listener(named, context))
                .toList();
        registerMeters(replays);
        return shards.serve(Listeners.REPLAY, replays::replay).start().compose(started -> listen(bus));
    }

    private Future<?> listen(Bus bus) {
        ListenerNames names = new ListenerNames(
                bus,
                listeners.stream().map(Listener::name).toList(),
                shards::owns,
                meters.counter(
                        "deleted.positions", "positions of listeners that no node has named for 7 days, deleted"),
                clock);
        RoomScan scan = new RoomScan(bus, listeners, shards::owns);
        timer = vertx.setPeriodic(Math.max(1, config.compareMillis() / RoomScan.TICKS), tick -> {
            names.tick();
            if (!listeners.isEmpty()) {
                scan.tick();
            }
        });
        return listeners.isEmpty() ? Future.succeededFuture() : bus.subscribe(MessageLog.STORED, this::stored);
    }

    private void stored(PublishedEntries stored) {
        stored.entries().stream()
                .filter(entry -> RoomLog.isStored(entry.seq()))
                .forEach(entry -> listeners.forEach(listener -> listener.stored(entry.room(), entry.event())));
    }

    private void registerMeters(ReplayService replays) {
        gauge(
                "behind.rooms",
                "rooms that have entries which a listener has not heard, as far as is known",
                ListenerStats::behind);
        gauge("pending.entries", "entries that listeners have not answered yet", ListenerStats::pending);
        gauge("paused", "listeners that are sent nothing, since they do not answer", stats -> stats.paused() ? 1 : 0);
        meters.gauge(
                "lag.seconds",
                "how old the oldest entry is that a listener was sent and has not answered; 0: there is none",
                this,
                all -> all.listeners.stream()
                        .mapToDouble(each -> each.stats().lagSeconds())
                        .max()
                        .orElse(0));
        meters.gauge("replays", "replays of rooms that are under way", replays, ReplayService::size);
        meters.gauge("shards", "shards that this node serves", shards, Shards::serving);
        meters.gauge("other.nodes", "other nodes that serve shards of this role", shards, Shards::others);
    }

    private void gauge(String name, String counts, ToDoubleFunction<ListenerStats> figure) {
        meters.gauge(name, counts, this, all -> all.listeners.stream()
                .map(Listener::stats)
                .mapToDouble(figure)
                .sum());
    }

    /** What listeners have answered is stored first. */
    @Override
    public Future<?> stop() {
        vertx.cancelTimer(timer);
        return Future.join(listeners.stream().map(Listener::stop).toList())
                .timeout(STOP_MILLIS, TimeUnit.MILLISECONDS)
                .transform(stopped -> shards.stop());
    }
}
