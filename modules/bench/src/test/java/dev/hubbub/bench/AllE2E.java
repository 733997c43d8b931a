// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.testkit.process.JavaCommand;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllE2E {
    @TempDir
    Path directory;

    @Test
    void hubAndFloorAreMeasuredAndReported() throws Exception {
        Path json = directory.resolve("report.json");
        Path html = directory.resolve("report.html");

        JavaCommand.Finished run = JavaCommand.main(
                        Bench.class,
                        "all",
                        "--quick",
                        "--rounds",
                        "1",
                        "--scenarios",
                        "connect",
                        "--peers",
                        "hub-memory,floor",
                        "--work",
                        directory.resolve("work").toString(),
                        "--json",
                        json.toString(),
                        "--html",
                        html.toString())
                .run();

        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(run.stdout())
                .contains("## connect")
                .containsPattern("\\| 200 users \\| hub-memory \\| \\d+")
                .containsPattern("\\| 200 users \\| floor \\| \\d+");
        JsonArray rows = new JsonObject(Files.readString(json))
                .getJsonArray("scenarios")
                .getJsonObject(0)
                .getJsonArray("rows");
        assertThat(rows).hasSize(2).allSatisfy(row -> assertMeasured((JsonObject) row));
        assertThat(html).content().contains("<svg ").contains("200 users: floor");
    }

    private static void assertMeasured(JsonObject row) {
        assertThat(row.getJsonArray("failures")).isEmpty();
        JsonObject round = row.getJsonArray("rounds").getJsonObject(0);
        assertThat(round.getDouble("perSecond")).isPositive();
        assertThat(round.getDouble("p99Millis")).isPositive();
    }

    @Test
    void unknownScenarioIsNamed() {
        JavaCommand.Finished run =
                JavaCommand.main(Bench.class, "all", "--scenarios", "nosuch").run();

        assertThat(run.exit()).isNotZero();
        assertThat(run.stderr().strip()).startsWith("--scenarios: nosuch (expected: some of [rooms-of-100, ");
    }
}
