// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.gateway.config.TcpBridgeConfig;
import dev.hubbub.gateway.request.RequestSubmitter;
import dev.hubbub.gateway.tcp.TcpBridgeMeters;
import dev.hubbub.gateway.tcp.TcpBridgeVerticle;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** The listener for processes of a node, beside its instances, if it is switched on; its figures in any case. */
final class ProcessListener {
    private final TcpBridgeConfig config;
    private final TcpBridgeMeters meters; // gauges do not keep it

    ProcessListener(TcpBridgeConfig config, MeterRegistry registry) {
        this.config = config;
        this.meters = new TcpBridgeMeters(registry);
    }

    /** Opens it. Requests of clients that come there are answered by the instances. */
    Future<?> open(Vertx vertx, NodeContext node, List<GatewayInstance> instances) {
        if (!config.enabled()) {
            return Future.succeededFuture();
        }
        List<RequestSubmitter> clients = instances.stream()
                .map(instance -> RequestSubmitter.to(instance::pipeline))
                .toList();
        TcpBridgeVerticle bridge = new TcpBridgeVerticle(
                config,
                new TcpBridgeVerticle.Gateway(
                        node.serverKeys(),
                        node.ips(),
                        clients,
                        node.deadlines().periods().certificate()),
                meters);
        return vertx.deployVerticle(bridge).onSuccess(open -> ListenerPorts.PROCESSES.put(vertx, bridge.port()));
    }
}
