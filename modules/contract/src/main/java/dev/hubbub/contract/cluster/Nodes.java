// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.value.Check;
import java.util.List;

/** Which nodes of a cluster reach each other. */
public final class Nodes {
    /** A node is alive, and receives events from others. */
    public static final Event<Heard> HEARD = new Event<>("evt.nodes.heard", Heard.class);

    /** Any node answers, so that the time that it takes can be measured. */
    public static final Rpc<Ping, Pong> PING = new Rpc<>("svc.nodes.ping", Ping.class, Pong.class);

    private static final int MAX_NODES = 1_000;

    /**
     * @param node the id of the sender in the cluster
     * @param hears the nodes from which the sender lately received this event
     */
    public record Heard(String node, List<String> hears) {
        public Heard {
            Check.printable("node", node, 64);
            hears = hears == null ? List.of() : List.copyOf(hears);
            Check.range("hears", hears.size(), 0, MAX_NODES);
            hears.forEach(heard -> Check.printable("hears", heard, 64));
        }
    }

    /** @param node who asks */
    public record Ping(String node) {
        public Ping {
            Check.printable("node", node, 64);
        }
    }

    /** @param node who answers */
    public record Pong(String node) {
        public Pong {
            Check.printable("node", node, 64);
        }
    }

    private Nodes() {}
}
