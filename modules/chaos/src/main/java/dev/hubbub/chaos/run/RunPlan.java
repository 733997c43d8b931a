// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import dev.hubbub.chaos.client.ClientPolicy;
import dev.hubbub.chaos.fault.FaultSchedule;
import dev.hubbub.chaos.scenario.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one run is to do to a deployment.
 *
 * @param name of the scenario
 * @param seed from which the schedule was drawn, null for one that is fixed
 * @param duration of the load
 * @param settleTime how long everything may take to be acked, and to reach everybody, after the last fault
 * @param leakGauges which of them must go back to where they were
 * @param gaugeBounds what gauges of a node may not exceed, by name
 */
public record RunPlan(
        String name,
        Long seed,
        Workload workload,
        Duration duration,
        FaultSchedule schedule,
        ClientPolicy clientPolicy,
        Duration settleTime,
        Pattern leakGauges,
        Map<String, Long> gaugeBounds) {
    public static final Duration SETTLE_TIME = Duration.ofMinutes(1);

    /** What clients take up, and not what a hub keeps about them for a while. */
    public static final Pattern LEAK_GAUGES = Pattern.compile(
            "hub_(gateway_(connections|sockets|users|requests|waiting_frames|registrations|pending_bytes|partial_bytes"
                    + "|handshakes|mailboxes|mailbox_bytes|letters|readers|rooms|subscriptions|operator_subscriptions"
                    + "|openings|held_entries|held_characters|repairs|replays|pages)"
                    + "|access_(requests|busy_rooms|followers|lists|lists_waiting|decisions)"
                    + "|persistence_(requests|pending_bytes)"
                    + "|presence_(users|reports|sockets|sockets_pending|typing|announcements|last_seen))$");
}
