// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.chaos.Scenario;
import dev.hubbub.chaos.Scenarios;
import dev.hubbub.testkit.HubProcess;
import dev.hubbub.testkit.JavaCommand;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever breaks: nothing acked is lost, nothing comes twice, is missing, or changes its place. */
final class ChaosE2E {
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");
    private static final Path REPORTS = Path.of("target", "chaos");
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    static List<Scenario> scenarios() {
        return FULL ? Scenarios.ALL : List.of(Scenarios.BRIEF);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void hubKeepsItsPromises(Scenario scenario) throws IOException {
        Path report = Files.createDirectories(REPORTS).resolve(scenario.name() + ".json");
        String[] arguments = {"chaos", "--scenario", scenario.name(), "--report", report.toString()};
        JavaCommand.Finished run = HubProcess.command(FULL ? arguments : hasty(arguments))
                .patience(PATIENCE.plus(scenario.duration()))
                .run();

        assertThat(run.exit()).as(run.stdout()).isZero();
        JsonObject findings = new JsonObject(Files.readString(report)).getJsonObject("findings");
        assertThat(findings.getMap())
                .hasSize(8)
                .allSatisfy((what, times) -> assertThat(times).as(what).isEqualTo(0));
    }

    private static String[] hasty(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--hasty")).toArray(String[]::new);
    }
}
