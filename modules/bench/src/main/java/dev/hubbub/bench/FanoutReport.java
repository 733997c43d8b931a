// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import dev.hubbub.bench.openloop.FanoutWorkload;
import dev.hubbub.bench.openloop.RoundResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the servers. Figures are medians of the rounds. A ratio compares two servers in the same round,
 * on the same machine, before the median: what the machine does to both cancels out.
 */
final class FanoutReport {
    private static final String FLOOR = "bare";
    private static final String ROW = "%-6s %14s %8s %8s %8s %8s %16s %8s %8s %8s %8s %8s %8s %8s%n";

    private final FanoutWorkload workload;
    private final Map<String, List<RoundResult>> rounds = new LinkedHashMap<>();

    FanoutReport(FanoutWorkload workload, List<String> servers) {
        this.workload = workload;
        servers.forEach(server -> rounds.put(server, new ArrayList<>()));
    }

    void add(String server, RoundResult result) {
        rounds.computeIfAbsent(server, first -> new ArrayList<>()).add(result);
    }

    List<RoundResult> rounds(String server) {
        return List.copyOf(rounds.getOrDefault(server, List.of()));
    }

    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "fanout: %d readers, %d messages/s of %d bytes, %d s after %d s of warm-up%n%n",
                workload.readers(),
                workload.rate(),
                workload.bytes(),
                workload.measured().toSeconds(),
                workload.warmup().toSeconds()));
        table.append(String.format(
                ROW,
                "server",
                "deliveries/s",
                "missing",
                "repeated",
                "refused",
                "closed",
                "cpu us/delivery",
                "x bare",
                "p50 ms",
                "x bare",
                "p99 ms",
                "x bare",
                "max ms",
                "late ms"));
        rounds.keySet().forEach(server -> table.append(row(server)));
        return table.toString();
    }

    JsonObject json() {
        JsonObject servers = new JsonObject();
        rounds.forEach((server, all) -> servers.put(
                server,
                new JsonObject()
                        .put(
                                "rounds",
                                new JsonArray(
                                        all.stream().map(RoundResult::json).toList()))
                        .put("ratioToBare", ratios(server))));
        return new JsonObject()
                .put("scenario", "fanout")
                .put("readers", workload.readers())
                .put("messagesPerSecond", workload.rate())
                .put("textBytes", workload.bytes())
                .put("seconds", workload.measured().toSeconds())
                .put("warmupSeconds", workload.warmup().toSeconds())
                .put("java", System.getProperty("java.version"))
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("servers", servers);
    }

    private JsonObject ratios(String server) {
        return new JsonObject()
                .put("cpuPerDelivery", ratio(server, RoundResult::cpuMicros))
                .put("p50", ratio(server, result -> result.latency().p50()))
                .put("p99", ratio(server, result -> result.latency().p99()));
    }

    private String row(String server) {
        return String.format(
                ROW,
                server,
                number(0, median(server, RoundResult::perSecond)),
                number(0, worst(server, RoundResult::missing)),
                number(0, worst(server, RoundResult::repeated)),
                number(0, worst(server, RoundResult::refused)),
                number(0, worst(server, RoundResult::closed)),
                number(2, median(server, RoundResult::cpuMicros)),
                number(2, ratio(server, RoundResult::cpuMicros)),
                number(2, median(server, result -> result.latency().p50())),
                number(2, ratio(server, result -> result.latency().p50())),
                number(2, median(server, result -> result.latency().p99())),
                number(2, ratio(server, result -> result.latency().p99())),
                number(2, worst(server, result -> result.latency().max())),
                number(2, worst(server, RoundResult::lateMillis)));
    }

    private double worst(String server, ToDoubleFunction<RoundResult> figure) {
        return rounds(server).stream().mapToDouble(figure).max().orElse(0);
    }

    private @Nullable Double median(String server, ToDoubleFunction<RoundResult> figure) {
        return median(rounds(server).stream().mapToDouble(figure).toArray());
    }

    /** Null without a server to compare with. */
    private @Nullable Double ratio(String server, ToDoubleFunction<RoundResult> figure) {
        List<RoundResult> own = rounds(server);
        List<RoundResult> floor = rounds(FLOOR);
        return median(IntStream.range(0, Math.min(own.size(), floor.size()))
                .mapToDouble(round -> figure.applyAsDouble(own.get(round)) / figure.applyAsDouble(floor.get(round)))
                .filter(Double::isFinite)
                .toArray());
    }

    private static @Nullable Double median(double... values) {
        if (values.length == 0) {
            return null;
        }
        double[] sorted = IntStream.range(0, values.length)
                .mapToDouble(at -> values[at])
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String number(int digits, @Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
