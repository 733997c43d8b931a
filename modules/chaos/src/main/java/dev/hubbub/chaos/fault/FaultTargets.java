// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import dev.hubbub.chaos.proxy.NetworkLink;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The targets of faults, by name.
 *
 * @param processes such as {@code node-1}, {@code store}
 * @param links such as {@code clients-1}: the clients' link to node 1; {@code store-1}: node 1's link to the store;
 *     {@code from-2-peers-1-bus}: node 2's link to node 1
 * @param dropClients drops the connections of all clients
 * @param crowds {@code rooms}: users who come to the rooms of the run
 */
public record FaultTargets(
        Map<String, ProcessTarget> processes,
        Map<String, ? extends NetworkLink> links,
        Supplier<Future<?>> dropClients,
        Map<String, CrowdTarget> crowds) {
    /** The only target of kind {@code CLIENTS}. */
    public static final String CLIENTS = "all";

    /** The only target of kind {@code CROWD}. */
    public static final String ROOMS = "rooms";

    /** Targets without a crowd. */
    public FaultTargets(
            Map<String, ProcessTarget> processes,
            Map<String, ? extends NetworkLink> links,
            Supplier<Future<?>> dropClients) {
        this(processes, links, dropClients, Map.of());
    }

    /** The names of all targets of one kind. */
    public Set<String> names(Fault.TargetKind whom) {
        return switch (whom) {
            case PROCESS -> processes.keySet();
            case LINK -> links.keySet();
            case CLIENTS -> Set.of(CLIENTS);
            case CROWD -> crowds.keySet();
        };
    }

    /** @throws IllegalArgumentException when no target matches the fault */
    public void require(ScheduledFault planned) {
        Set<String> names = names(planned.fault().targetKind());
        if (names.stream().noneMatch(planned::matches)) {
            throw new IllegalArgumentException(
                    planned.fault() + " of " + planned.target() + ": no such target (expected: one of "
                            + names.stream().sorted().toList() + ")");
        }
    }
}
