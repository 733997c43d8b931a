// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.bus.Route;
import dev.hubbub.contract.bus.Routes;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rules of shards that go from node to node together: those of one service, or of several. */
final class ShardRoutes {
    private final Map<Service, Routes> services = new LinkedHashMap<>();

    void add(Route<?, ?> route) {
        Service service = Objects.requireNonNull(route.rpc().service(), "not sharded");
        services.computeIfAbsent(service, first -> new Routes()).add(route);
    }

    void remove(Rpc<?, ?> rpc) {
        services.values().forEach(routes -> routes.remove(rpc));
    }

    List<MessageConsumer<Object>> serve(Bus bus, int shard) {
        return services.entrySet().stream()
                .map(served -> bus.serve(served.getValue(), served.getKey().addressFor(shard)))
                .toList();
    }
}
