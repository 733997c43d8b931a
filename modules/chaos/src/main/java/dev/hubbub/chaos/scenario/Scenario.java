// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.scenario;

import dev.hubbub.chaos.deployment.Deployment;
import dev.hubbub.chaos.deployment.LocalDeployment;
import dev.hubbub.chaos.deployment.Topology;
import dev.hubbub.chaos.fault.FaultSchedule;
import dev.hubbub.chaos.fault.ScheduledFault;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named fault schedule with its topology and workload.
 *
 * @param about one sentence
 * @param gaugeBounds the highest allowed values of a node's gauges with this workload and topology, by name
 * @param ackBound how long after a message was due its ack may come; null: any time
 */
public record Scenario(
        String name,
        String about,
        Topology topology,
        Workload workload,
        Duration duration,
        FaultSchedule schedule,
        Map<String, Long> gaugeBounds,
        @Nullable Duration ackBound) {
    static Scenario of(String name, String about, Workload workload, int seconds, ScheduledFault... faults) {
        return new Scenario(
                name,
                about,
                Topology.cluster(2),
                workload,
                Duration.ofSeconds(seconds),
                FaultSchedule.of(faults),
                Map.of(),
                null);
    }

    Scenario withTopology(Topology other) {
        return new Scenario(name, about, other, workload, duration, schedule, gaugeBounds, ackBound);
    }

    /** Whether the deployment and the workload are those of the scenario. */
    public boolean matches(Deployment deployment, Workload actual) {
        return deployment.isLocal() && deployment.nodeUrls().size() == topology.nodes() && actual.equals(workload);
    }

    /** Whether this machine can run it: only Linux can tell which node opened a connection. */
    public boolean isPossible() {
        return LocalDeployment.canTellPeersApart()
                || schedule.faults().stream().noneMatch(fault -> fault.target().startsWith("from-"));
    }

    Scenario withGaugeBounds(Map<String, Long> more) {
        return new Scenario(name, about, topology, workload, duration, schedule, Map.copyOf(more), ackBound);
    }

    Scenario withAckBound(Duration bound) {
        return new Scenario(name, about, topology, workload, duration, schedule, gaugeBounds, bound);
    }

    @Override
    public String toString() {
        return name;
    }
}
