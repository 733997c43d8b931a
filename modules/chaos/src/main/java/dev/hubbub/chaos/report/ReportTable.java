// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.report;

import dev.hubbub.chaos.check.Violation;
import io.vertx.core.json.DecodeException;
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
public final class ReportTable {
    private static final String HEAD =
            "| Scenario | Seed | Messages/s | Clients | Acked | Received | Sent again | Recovery median, p95, max | Trouble after"
                    + " | Live heap, timers, handlers | Found |\n|---|---|---|---|---|---|---|---|---|---|---|\n";

    public static String of(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<JsonObject> reports = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(ReportTable::read)
                    .toList();
            return HEAD + reports.stream().map(ReportTable::row).collect(Collectors.joining());
        } catch (IOException e) {
            throw new IllegalArgumentException(directory + " (expected: a directory with reports)", e);
        }
    }

    private static JsonObject read(Path file) {
        try {
            JsonObject report = new JsonObject(Files.readString(file));
            if (report.containsKey("findings")) {
                return report;
            }
        } catch (DecodeException e) {
            throw new IllegalArgumentException(noReport(file), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalArgumentException(noReport(file));
    }

    private static String noReport(Path file) {
        return file + " (expected: a report of hubbub-chaos)";
    }

    private static String row(JsonObject report) {
        JsonObject load = report.getJsonObject("load");
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %d | %d | %d | %d | %d | %s | %s | %s | %s |\n",
                report.getString("scenario"),
                report.getLong("seed") == null ? "" : report.getLong("seed"),
                load.getInteger("perSecond"),
                load.getInteger("clients"),
                report.getLong("acked"),
                report.getLong("received"),
                report.getLong("sentAgain"),
                recovery(report.getJsonObject("recovery")),
                seconds(report.getLong("troubleAfterFaultsMillis")),
                held(report.getJsonObject("processes")),
                found(report.getJsonObject("findings")));
    }

    private static String recovery(JsonObject recovery) {
        if (recovery.getInteger("count") == 0) {
            return "none";
        }
        return Stream.of("median", "p95", "max")
                .map(figure -> seconds(recovery.getDouble(figure + "Millis")))
                .collect(Collectors.joining(", "));
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
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

    private ReportTable() {}
}
