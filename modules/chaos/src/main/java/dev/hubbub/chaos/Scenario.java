// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.deploy.Deployment;
import dev.hubbub.chaos.deploy.StartedHub;
import dev.hubbub.chaos.deploy.Topology;
import dev.hubbub.chaos.fault.Planned;
import dev.hubbub.chaos.fault.Schedule;
import java.time.Duration;
import java.util.Map;

/**
 * A schedule with a name, and a deployment and a load that suit it.
 *
 * @param about one sentence
 * @param bounds what gauges of a node may not exceed under this load in this deployment, by name
 */
public record Scenario(
        String name,
        String about,
        Topology topology,
        Load load,
        Duration duration,
        Schedule schedule,
        Map<String, Long> bounds) {
    static Scenario of(String name, String about, Load load, int seconds, Planned... faults) {
        return new Scenario(
                name, about, Topology.cluster(2), load, Duration.ofSeconds(seconds), Schedule.of(faults), Map.of());
    }

    Scenario on(Topology other) {
        return new Scenario(name, about, other, load, duration, schedule, bounds);
    }

    /** Whether everything is as it was meant. */
    boolean suits(Deployment hub, Load chosen) {
        return hub.isOwn() && hub.nodes().size() == topology.nodes() && chosen.equals(load);
    }

    /** Whether this machine can do it: one node cannot be told from another everywhere. */
    public boolean isPossible() {
        return StartedHub.tellsPeersApart()
                || schedule.faults().stream().noneMatch(fault -> fault.target().startsWith("from-"));
    }

    Scenario atMost(Map<String, Long> more) {
        return new Scenario(name, about, topology, load, duration, schedule, Map.copyOf(more));
    }

    @Override
    public String toString() {
        return name;
    }
}
