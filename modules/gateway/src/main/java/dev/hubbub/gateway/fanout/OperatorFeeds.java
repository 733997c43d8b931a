// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.gateway.dialect.Delivery;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sockets of one event loop that listen to addresses of an operator's verticles. The node has the consumers. */
public final class OperatorFeeds {
    private final Map<String, Set<Subscriber>> subscribers = new HashMap<>();

    /** Begins to listen; like the stock bridge, without an answer. */
    public void subscribe(String address, Subscriber subscriber) {
        subscribers.computeIfAbsent(address, first -> new LinkedHashSet<>()).add(subscriber);
    }

    /** Stops listening. */
    public void unsubscribe(String address, Subscriber subscriber) {
        subscribers.computeIfPresent(address, (same, all) -> {
            all.remove(subscriber);
            return all.isEmpty() ? null : all;
        });
    }

    /** How many listen, each counted once an address. */
    public int subscriptions() {
        return subscribers.values().stream().mapToInt(Set::size).sum();
    }

    /** A message arrived over the bus. */
    public void message(String address, Delivery frame) {
        List.copyOf(subscribers.getOrDefault(address, Set.of())).forEach(subscriber -> subscriber.send(frame));
        frame.release();
    }
}
