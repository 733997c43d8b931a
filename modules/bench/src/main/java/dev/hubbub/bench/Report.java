// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The servers side by side. Figures are medians of the rounds. A ratio is taken between two servers in the same round,
 * minutes apart on the same machine, before the median: what the machine did to both drops out.
 */
final class Report {
    private static final String FLOOR = "bare";
    private static final String ROW = "%-6s %14s %8s %8s %8s %8s %16s %8s %8s %8s %8s %8s %8s %8s%n";

    private final Load load;
    private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

    Report(Load load, List<String> servers) {
        this.load = load;
        servers.forEach(server -> rounds.put(server, new ArrayList<>()));
    }

    void add(String server, Figures figures) {
        rounds.get(server).add(figures);
    }

    List<Figures> rounds(String server) {
        return List.copyOf(rounds.get(server));
    }

    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "fanout: %d readers, %d messages/s of %d bytes, %d s after %d s of warm-up%n%n",
                load.readers(),
                load.rate(),
                load.bytes(),
                load.measured().toSeconds(),
                load.warmup().toSeconds()));
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
                                new JsonArray(all.stream().map(Figures::json).toList()))
                        .put("ratioToBare", ratios(server))));
        return new JsonObject()
                .put("scenario", "fanout")
                .put("readers", load.readers())
                .put("messagesPerSecond", load.rate())
                .put("textBytes", load.bytes())
                .put("seconds", load.measured().toSeconds())
                .put("warmupSeconds", load.warmup().toSeconds())
                .put("java", System.getProperty("java.version"))
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("servers", servers);
    }

    private JsonObject ratios(String server) {
        return new JsonObject()
                .put("cpuPerDelivery", ratio(server, Figures::cpuMicros))
                .put("p50", ratio(server, Figures::p50))
                .put("p99", ratio(server, Figures::p99));
    }

    private String row(String server) {
        return String.format(
                ROW,
                server,
                number(0, median(server, Figures::perSecond)),
                number(0, worst(server, Figures::missing)),
                number(0, worst(server, Figures::repeated)),
                number(0, worst(server, Figures::refused)),
                number(0, worst(server, Figures::closed)),
                number(2, median(server, Figures::cpuMicros)),
                number(2, ratio(server, Figures::cpuMicros)),
                number(2, median(server, Figures::p50)),
                number(2, ratio(server, Figures::p50)),
                number(2, median(server, Figures::p99)),
                number(2, ratio(server, Figures::p99)),
                number(2, worst(server, Figures::max)),
                number(2, worst(server, Figures::lateMillis)));
    }

    private double worst(String server, ToDoubleFunction<Figures> figure) {
        return rounds.get(server).stream().mapToDouble(figure).max().orElse(0);
    }

    private Double median(String server, ToDoubleFunction<Figures> figure) {
        return median(rounds.get(server).stream().mapToDouble(figure).toArray());
    }

    /** Null where there is nothing to compare with. */
    private Double ratio(String server, ToDoubleFunction<Figures> figure) {
        List<Figures> own = rounds.get(server);
        List<Figures> floor = rounds.getOrDefault(FLOOR, List.of());
        return median(IntStream.range(0, Math.min(own.size(), floor.size()))
                .mapToDouble(round -> figure.applyAsDouble(own.get(round)) / figure.applyAsDouble(floor.get(round)))
                .filter(Double::isFinite)
                .toArray());
    }

    private static Double median(double... values) {
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

    private static String number(int digits, Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
