// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.value.Check;
import java.util.List;

/** Which nodes of a cluster reach each other. */
public final class Nodes {
    /** A node is alive, and receives events from others. */
    public static final Event<Heard> HEARD = new Event<>("evt.nodes.heard", Heard.class);

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

    private Nodes() {}
}
