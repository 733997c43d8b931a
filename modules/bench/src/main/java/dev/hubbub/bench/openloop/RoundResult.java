// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import dev.hubbub.bench.load.Latency;
import io.vertx.core.json.JsonObject;

/**
 * The figures of one round with one server.
 *
 * @param delivered messages that readers got
 * @param missing deliveries that were due and did not arrive
 * @param repeated deliveries that arrived twice or out of order
 * @param refused sends that the server answered with a failure
 * @param closed sockets that the server closed
 * @param unanswered sends without an answer
 * @param perSecond deliveries a second
 * @param cpuMicros processor time of the server for one delivery
 * @param latency of deliveries, from when the message was due
 * @param ack latency of the answers to sends, from when the message was due
 * @param spread the time between the first and the last reader of a message
 * @param lateMillis the longest delay of the load generator itself
 */
public record RoundResult(
        long delivered,
        long missing,
        long repeated,
        long refused,
        long closed,
        long unanswered,
        double perSecond,
        double cpuMicros,
        Latency latency,
        Latency ack,
        Latency spread,
        double lateMillis) {

    /** What went wrong, in all; 0 in a valid round. */
    public long faults() {
        return missing + repeated + refused + closed + unanswered;
    }

    public JsonObject json() {
        return new JsonObject()
                .put("delivered", delivered)
                .put("missing", missing)
                .put("repeated", repeated)
                .put("refused", refused)
                .put("closed", closed)
                .put("unanswered", unanswered)
                .put("deliveriesPerSecond", perSecond)
                .put("cpuMicrosPerDelivery", cpuMicros)
                .put("latencyMillis", latency.json())
                .put("ackMillis", ack.json())
                .put("spreadMillis", spread.json())
                .put("generatorLateMillis", lateMillis);
    }
}
