// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.bus.Route;
import dev.hubbub.contract.bus.Routes;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of all shards that are served together: one address for a shard, or a few. */
final class ShardRoutes {
    private final Map<String, Routes> byBase = new LinkedHashMap<>();

    void add(Route<?, ?> route) {
        byBase.computeIfAbsent(route.rpc().shardBase(), first -> new Routes()).add(route);
    }

    void remove(Rpc<?, ?> rpc) {
        Routes served = byBase.get(rpc.shardBase());
        if (served != null) {
            served.remove(rpc);
        }
    }

    List<MessageConsumer<Object>> serve(Bus bus, int shard) {
        return byBase.entrySet().stream()
                .map(served -> bus.serve(served.getValue(), Rpc.addressFor(served.getKey(), shard)))
                .toList();
    }
}
