// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.chaos.run.LatencySummary;
import dev.hubbub.chaos.scenario.Scenario;
import dev.hubbub.chaos.scenario.Scenarios;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTableTest {
    private static final Path PAGE = Path.of("REPORT.md");

    @TempDir
    private Path directory;

    private static JsonObject process(int before, int after) {
        JsonObject held = new JsonObject();
        for (String figure : List.of("liveHeapMegabytes", "timers", "handlers")) {
            held.put(figure + "Before", before).put(figure + "After", after);
        }
        return held;
    }

    private static JsonObject report(String scenario) {
        return new JsonObject()
                .put("scenario", scenario)
                .put("seed", 7)
                .put("load", new JsonObject().put("perSecond", 300).put("clients", 56))
                .put("acked", 9_000)
                .put("received", 126_000)
                .put("sentAgain", 21)
                .put("recovery", new LatencySummary(3, 1_240, 2_500, 2_600, 2_700).json())
                .put("troubleAfterFaultsMillis", 3_298)
                .put(
                        "processes",
                        new JsonObject().put("node-1", process(20, 30)).put("store", process(1, 2)))
                .put("findings", new JsonObject());
    }

    private void write(JsonObject report) throws IOException {
        Files.writeString(directory.resolve(report.getString("scenario") + ".json"), report.encode());
    }

    private List<String> rows() {
        return ReportTable.of(directory).lines().skip(2).toList();
    }

    @Test
    void reportsAreRowsInTheOrderOfTheirNames() throws Exception {
        write(report("b"));
        write(report("a"));
        assertThat(rows())
                .containsExactly(
                        "| `a` | 7 | 300 | 56 | 9000 | 126000 | 21 | 1.2 s, 2.5 s, 2.7 s | 3.3 s"
                                + " | 21\u219232, 21\u219232, 21\u219232 | nothing |",
                        "| `b` | 7 | 300 | 56 | 9000 | 126000 | 21 | 1.2 s, 2.5 s, 2.7 s | 3.3 s"
                                + " | 21\u219232, 21\u219232, 21\u219232 | nothing |");
    }

    @Test
    void rowShowsFindings() throws Exception {
        JsonObject findings =
                new JsonObject().put("acked-lost", 2).put("duplicate", 0).put("gap", 5);
        write(report("a").put("findings", findings));
        assertThat(rows()).singleElement().asString().endsWith("| 2 acked-lost, 5 gap |");
    }

    @Test
    void missingSeedAndRecoveriesAreShownAsNone() throws Exception {
        write(report("a").putNull("seed").put("recovery", new LatencySummary(0, 0, 0, 0, 0).json()));
        assertThat(rows())
                .singleElement()
                .asString()
                .startsWith("| `a` |  | 300 ")
                .contains("| none | 3.3 s |");
    }

    @Test
    void otherFilesAreRefused() throws Exception {
        Path file = directory.resolve("other.json");
        for (String text : List.of("{}", "[", "")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> ReportTable.of(directory))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("other.json (expected: a report of hubbub-chaos)");
        }
        assertThatThrownBy(() -> ReportTable.of(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: a directory with reports");
    }

    @Test
    void committedTableHasAllScenariosWithoutFindings() throws Exception {
        String header = ReportTable.of(directory).lines().findFirst().orElseThrow();
        List<String> table = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(header))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
        assertThat(table).allMatch(row -> row.endsWith("| nothing |"));
        assertThat(table.stream().map(row -> row.substring(3, row.indexOf("` |"))))
                .containsExactlyInAnyOrderElementsOf(
                        Scenarios.ALL.stream().map(Scenario::name).toList());
    }
}
