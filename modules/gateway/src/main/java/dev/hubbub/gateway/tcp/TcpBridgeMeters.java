// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.contract.metrics.ModuleMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.function.ToLongFunction;

/** Shows how full the TCP bridge is; there without a listener too. Must stay reachable as long as it is shown. */
public final class TcpBridgeMeters {
    private final ModuleMeters meters;
    private final Counter dropped;
    private volatile Figures figures = new Figures(0, 0, 0, 0, 0, 0, 0, 0);

    private record Figures(
            long connections,
            long pendingBytes,
            long partialBytes,
            long registrations,
            long addresses,
            long inFlight,
            long waiting,
            long answers) {}

    /** @param registry where the figures are shown */
    public TcpBridgeMeters(MeterRegistry registry) {
        meters = new ModuleMeters(registry, "hub.gateway");
        dropped =
                meters.counter("tcp.dropped.events", "events that processes did not get because they read too slowly");
        gauge("tcp.connections", "connections of processes, with a key or without", Figures::connections);
        gauge("tcp.pending.bytes", "bytes that wait for slow processes", Figures::pendingBytes);
        gauge("tcp.partial.bytes", "bytes of frames of processes that are not complete yet", Figures::partialBytes);
        gauge("tcp.registrations", "addresses that processes serve or hear", Figures::registrations);
        gauge("tcp.addresses", "addresses with a consumer for processes", Figures::addresses);
        gauge(
                "tcp.requests.in.flight",
                "requests and registrations of processes that are not answered yet",
                Figures::inFlight);
        gauge("tcp.waiting.frames", "frames of processes that wait for earlier requests", Figures::waiting);
        gauge("tcp.pending.answers", "requests that wait for the answer of a process", Figures::answers);
    }

    private void gauge(String name, String counts, ToLongFunction<Figures> figure) {
        meters.gauge(name, counts, this, all -> figure.applyAsLong(all.figures));
    }

    /** An event was not written because there was no room. */
    void dropped() {
        dropped.increment();
    }

    /** How full it is now. */
    void show(Collection<TcpConnection> all, int addresses) {
        figures = new Figures(
                all.size(),
                sum(all, TcpConnection::pendingBytes),
                sum(all, TcpConnection::partialBytes),
                sum(all, each -> each.registrations().size()),
                addresses,
                sum(all, each -> each.window().inFlight()),
                sum(all, each -> each.window().waiting()),
                sum(all, each -> each.answers().size()));
    }

    private static long sum(Collection<TcpConnection> all, ToLongFunction<TcpConnection> figure) {
        return all.stream().mapToLong(figure).sum();
    }
}
