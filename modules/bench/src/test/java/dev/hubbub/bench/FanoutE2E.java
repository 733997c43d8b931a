// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.testkit.process.JavaCommand;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FanoutE2E {
    @TempDir
    Path directory;

    @Test
    void everyDeliveryArrivesAndIsReported() throws Exception {
        Path json = directory.resolve("report.json");

        JavaCommand.Finished run = JavaCommand.main(
                        Bench.class,
                        "fanout --servers stock,bare --readers 5 --rate 50 --seconds 1 --warmup 1 --rounds 2 --json"
                                .concat(" " + json)
                                .split(" "))
                .run();

        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(run.stdout())
                .contains("5 readers")
                .containsPattern("stock +\\d")
                .containsPattern("bare +\\d");
        JsonObject servers = new JsonObject(Files.readString(json)).getJsonObject("servers");
        assertThat(servers.fieldNames()).containsExactly("stock", "bare");
        for (String server : servers.fieldNames()) {
            assertThat(servers.getJsonObject(server).getJsonArray("rounds"))
                    .hasSize(2)
                    .allSatisfy(round -> assertComplete((JsonObject) round));
        }
    }

    private static void assertComplete(JsonObject round) {
        assertThat(round.getLong("delivered")).isEqualTo(5 * 50);
        assertThat(round.getLong("missing")).isZero();
        assertThat(round.getLong("repeated")).isZero();
        assertThat(round.getLong("refused")).isZero();
        assertThat(round.getLong("closed")).isZero();
        assertThat(round.getDouble("deliveriesPerSecond")).isPositive();
        assertThat(round.getDouble("cpuMicrosPerDelivery")).isNotNegative();
        assertThat(round.getJsonObject("latencyMillis").getDouble("max")).isPositive();
    }

    @Test
    void unknownServerIsNamed() {
        JavaCommand.Finished run =
                JavaCommand.main(Bench.class, "fanout", "--servers", "nosuch").run();

        assertThat(run.exit()).isNotZero();
        assertThat(run.stderr().strip()).isEqualTo("--servers: nosuch (expected: some of [hub, stock, bare])");
    }
}
