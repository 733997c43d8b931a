// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.check.Violation;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reports of a directory as one table in Markdown. */
final class Collection {
    private static final String HEAD =
            "| Scenario | Seed | Messages/s | Clients | Acked | Received | Sent again | Recovery median, p95, max | Trouble after"
                    + " | Live heap, timers, handlers | Found |\n|---|---|---|---|---|---|---|---|---|---|---|\n";

    static String of(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<JsonObject> reports = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Collection::read)
                    .toList();
            return HEAD + reports.stream().map(Collection::row).collect(Collectors.joining());
        } catch (IOException e) {
            throw new IllegalArgumentException(directory + " (expected: a directory with reports)", e);
        }
    }

    private static JsonObject read(Path file) {
        try {
            return new JsonObject(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(JsonObject report) {
        JsonObject load = report.getJsonObject("load");
        JsonObject recovery = report.getJsonObject("recovery");
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %d | %d | %d | %d | %d | %.1f s, %.1f s, %.1f s | %.1f s | %s | %s |%n",
                report.getString("scenario"),
                report.getLong("seed") == null ? "" : report.getLong("seed"),
                load.getInteger("perSecond"),
                load.getInteger("clients"),
                report.getLong("acked"),
                report.getLong("received"),
                report.getLong("sentAgain"),
                recovery.getDouble("medianMillis") / 1e3,
                recovery.getDouble("p95Millis") / 1e3,
                recovery.getDouble("maxMillis") / 1e3,
                report.getLong("troubleAfterFaultsMillis", 0L) / 1e3,
                held(report.getJsonObject("processes", new JsonObject())),
                found(report.getJsonObject("findings")));
    }

    /** Of all processes together, before and after. */
    private static String held(JsonObject processes) {
        return Stream.of("liveHeapMegabytes%s", "timers%s", "handlers%s")
                .map(figure -> sum(processes, figure.formatted("Before")) + "\u2192"
                        + sum(processes, figure.formatted("After")))
                .collect(Collectors.joining(", "));
    }

    private static long sum(JsonObject processes, String figure) {
        return processes.fieldNames().stream()
                .mapToLong(name -> processes.getJsonObject(name).getLong(figure, 0L))
                .sum();
    }

    private static String found(JsonObject findings) {
        String found = Arrays.stream(Violation.values())
                .map(Violation::toString)
                .filter(name -> findings.getLong(name, 0L) > 0)
                .map(name -> findings.getLong(name) + " " + name)
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "nothing" : found;
    }

    private Collection() {}
}
