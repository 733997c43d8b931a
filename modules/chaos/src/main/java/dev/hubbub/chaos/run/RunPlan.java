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
            "hub_(gateway_(connections|sockets|users|requests_in_flight|waiting_frames|registrations|pending_bytes"
                    + "|partial_bytes|handshakes|polling_(sessions|bytes|sends|responses)|rooms|subscriptions"
                    + "|operator_subscriptions|pending_subscriptions|reorder_(entries|characters)|gap_repairs|replays"
                    + "|page_reads)"
                    + "|access_(requests_in_flight|busy_rooms|pending_subscribers|room_lists|room_lists_waiting"
                    + "|pending_user_updates)"
                    + "|persistence_(queued_requests|queued_bytes)"
                    + "|presence_(users|reports|typing_users|unpublished_changes|unsaved_last_seen)"
                    + "|limits_(reports|sockets|pending_sockets))$");
}
