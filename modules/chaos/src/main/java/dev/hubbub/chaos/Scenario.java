// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.client.Manners;
import dev.hubbub.chaos.deploy.Topology;
import dev.hubbub.chaos.fault.Planned;
import dev.hubbub.chaos.fault.Schedule;
import java.time.Duration;

/**
 * A schedule with a name, and a deployment and a load that suit it.
 *
 * @param about one sentence
 */
public record Scenario(String name, String about, Topology topology, Load load, Duration duration, Schedule schedule) {
    static Scenario of(String name, String about, Load load, int seconds, Planned... faults) {
        return new Scenario(name, about, Topology.cluster(2), load, Duration.ofSeconds(seconds), Schedule.of(faults));
    }

    Scenario on(Topology other) {
        return new Scenario(name, about, other, load, duration, schedule);
    }

    Order order(Manners manners) {
        return Order.of(name, load, duration, schedule, manners);
    }

    @Override
    public String toString() {
        return name;
    }
}
