// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.process;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.bus.Route;
import dev.hubbub.contract.cluster.Shards;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The sharded requests that processes at this node serve. Those of a service have the same addresses on the bus, so they share
 * what is registered there. Must be used on one event loop.
 */
final class ProcessServices {
    private final Bus bus;
    private final Map<Service, Served> services = new HashMap<>();

    private record Served(Shards shards, Future<Void> started, Set<String> requests) {}

    ProcessServices(Bus bus) {
        this.bus = bus;
    }

    /** Completes when every node can reach the request. */
    Future<Void> add(Service service, Route<?, ?> route) {
        Served served = services.get(service);
        if (served == null) {
            Shards shards = new Shards(bus, service.name()).serve(route);
            served = new Served(shards, shards.start(), new HashSet<>());
            services.put(service, served);
        } else {
            served.shards.serve(route);
        }
        served.requests.add(route.rpc().address());
        return served.started;
    }

    /** Completes when the request does not come any more. */
    Future<Void> remove(Service service, Rpc<?, ?> rpc) {
        Served served = services.get(service);
        if (served == null || !served.requests.remove(rpc.address())) {
            return Future.succeededFuture();
        }
        if (served.requests.isEmpty()) {
            services.remove(service);
            return served.shards.stop();
        }
        served.shards.remove(rpc);
        return Future.succeededFuture();
    }
}
