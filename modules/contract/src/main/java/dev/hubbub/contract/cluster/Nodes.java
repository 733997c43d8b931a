// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.value.Check;
import java.util.List;

/** What the nodes of a cluster tell each other of themselves. */
public final class Nodes {
    /** A node is there, and hears others. */
    public static final Event<Heard> HEARD = new Event<>("evt.nodes.heard", Heard.class);

    private static final int MAX_NODES = 1_000;

    /**
     * @param node the id under which the cluster knows the one that says so
     * @param hears the nodes from which this one heard lately
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
