// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.client.Manners;
import dev.hubbub.chaos.fault.Schedule;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one run is to do to a deployment.
 *
 * @param name of the scenario
 * @param seed from which the schedule was drawn, null for one that is fixed
 * @param duration of the load
 * @param settle how long everything may take to be acked, and to reach everybody, after the last fault
 * @param gauges which of them must go back to where they were
 * @param bounds what gauges of a node may not exceed, by name
 */
record Order(
        String name,
        Long seed,
        Load load,
        Duration duration,
        Schedule schedule,
        Manners manners,
        Duration settle,
        Pattern gauges,
        Map<String, Long> bounds) {
    static final Duration SETTLE = Duration.ofMinutes(1);

    /** What clients take up, and not what a hub keeps about them for a while. */
    static final Pattern GAUGES = Pattern.compile(
            "hub_(gateway_(connections|sockets|users|requests|waiting_frames|registrations|pending_bytes|partial_bytes"
                    + "|handshakes|mailboxes|mailbox_bytes|letters|readers|rooms|subscriptions|operator_subscriptions"
                    + "|openings|held_entries|held_characters|repairs|replays|pages)"
                    + "|access_(requests|busy_rooms|followers|lists|lists_waiting|decisions)"
                    + "|persistence_(requests|pending_bytes)"
                    + "|presence_(users|reports|sockets|sockets_pending|typing|announcements|last_seen))$");
}
