// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.chaos.scenario.Scenario;
import dev.hubbub.chaos.scenario.Scenarios;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever breaks: nothing acked is lost, nothing comes twice, is missing, or changes its place. */
final class ChaosE2E {
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");
    private static final Path JAR = Path.of("..", "chaos", "target", "hubbub-chaos.jar");
    private static final Path REPORTS = Path.of("target", "chaos");
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    static List<Scenario> scenarios() {
        return FULL ? Scenarios.ALL.stream().filter(Scenario::isPossible).toList() : List.of(Scenarios.BRIEF);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void hubKeepsItsPromises(Scenario scenario) throws IOException {
        Path report = Files.createDirectories(REPORTS).resolve(scenario.name() + ".json");
        String[] arguments = {"--scenario", scenario.name(), "--report", report.toString()};
        JavaCommand.Finished run = chaos(FULL ? arguments : hasty(arguments))
                .timeout(PATIENCE.plus(scenario.duration()))
                .run();

        assertThat(run.exit()).as(run.stdout()).isZero();
        JsonObject findings = new JsonObject(Files.readString(report)).getJsonObject("findings");
        assertThat(findings.getMap())
                .hasSize(11)
                .allSatisfy((what, times) -> assertThat(times).as(what).isEqualTo(0));
    }

    /** As operators do it: the hub runs already, and only what lies between it and its clients is broken, or halted. */
    @Test
    void hubThatRunsAlreadyKeepsThemUnderADrawnSchedule(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "of-the-hub-that-runs-0123456789abcdef");
        Path report = directory.resolve("report.json");
        try (HubProcess hub = HubProcess.start(HubProcess.unlimited(HubProcess.command(
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        directory.resolve("data").toString())
                .env("HUB_AUTH_HS256", "file:" + secret)))) {
            JavaCommand.Finished run = chaos(hasty(
                            "--seed=11",
                            "--seconds=12",
                            "--faults=cut,stop",
                            "--rate=50",
                            "--targets=" + hub.url(),
                            "--secret-file=" + secret,
                            "--admin=" + hub.metricsUrl().replace("/metrics", ""),
                            "--pid=node-1=" + hub.process().pid(),
                            "--report=" + report))
                    .timeout(PATIENCE)
                    .run();
            assertThat(run.exit()).as(run.stdout()).isZero();
        }
        JsonObject found = new JsonObject(Files.readString(report));
        assertThat(found.getInteger("seed")).isEqualTo(11);
        assertThat(found.getJsonArray("schedule")).isNotEmpty();
        assertThat(found.getLong("acked")).isPositive();
        assertThat(found.getBoolean("clean")).isTrue();
    }

    private static JavaCommand chaos(String... arguments) {
        JavaCommand command = JavaCommand.jar(JAR, arguments);
        return FULL ? command : command.quick().option("-Dhubbub.quickstart=true");
    }

    private static String[] hasty(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--hasty")).toArray(String[]::new);
    }
}
