// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import dev.hubbub.chaos.client.ClientPolicy;
import dev.hubbub.chaos.fault.FaultSchedule;
import dev.hubbub.chaos.scenario.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one run.
 *
 * @param name of the scenario
 * @param seed of the schedule; null for a fixed schedule
 * @param duration of the load
 * @param settleTime the time after the last fault in which all messages must be acked and delivered
 * @param leakGauges the gauges that must return to their earlier values
 * @param gaugeBounds the highest allowed values of a node's gauges, by name
 * @param ackBound how long after a message was due its ack may come; null: any time
 */
public record RunPlan(
        String name,
        @Nullable Long seed,
        Workload workload,
        Duration duration,
        FaultSchedule schedule,
        ClientPolicy clientPolicy,
        Duration settleTime,
        Pattern leakGauges,
        Map<String, Long> gaugeBounds,
        @Nullable Duration ackBound) {
    public static final Duration SETTLE_TIME = Duration.ofMinutes(1);

    /** Gauges of what clients use, without what a hub keeps about them for a time. */
    public static final Pattern LEAK_GAUGES = Pattern.compile(
            "hub_(gateway_(connections|sockets|users|requests|waiting_frames|registrations|pending_bytes|partial_bytes"
                    + "|handshakes|polling_(sessions|bytes|sends|responses)|rooms|subscriptions|operator_subscriptions"
                    + "|openings|held_entries|held_characters|repairs|replays|pages)"
                    + "|access_(requests|busy_rooms|followers|lists|lists_waiting|decisions)"
                    + "|persistence_(requests|pending_bytes)"
                    + "|presence_(users|reports|typing|announcements|last_seen)"
                    + "|limits_(reports|sockets|sockets_pending))$");
}
