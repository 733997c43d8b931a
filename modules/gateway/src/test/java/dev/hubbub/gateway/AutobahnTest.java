// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.dialect.echo.EchoDialect;
import dev.hubbub.gateway.request.RequestTypes;
import dev.hubbub.gateway.session.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fuzzing client of Autobahn, against a socket that says what it hears. It needs {@code python2.7} with pip (of
 * pyenv: {@code PYENV_VERSION=2.7.18}). Without the cases of large messages and of compression, which the hub refuses, and
 * those that want binary messages back.
 */
@EnabledIfSystemProperty(named = "hubbub.full", matches = "true")
@ExtendWith(VertxExtension.class)
final class AutobahnTest {
    private static final String SUITE = "autobahntestsuite==25.10.1";
    private static final String AGENT = "hubbub";
    private static final List<String> PASSED = List.of("OK", "NON-STRICT", "INFORMATIONAL");
    private static final JsonArray WITHOUT = JsonArray.of("1.2.*", "9.*", "12.*", "13.*");
    private static final long MINUTES = 10;

    @Test
    void everyCasePasses(Vertx vertx, @TempDir Path directory) throws Exception {
        assumeTrue(succeeds(directory, "python2.7", "-m", "pip", "--version"), "python2.7 with pip");
        Path suite = Path.of("target", "autobahn").toAbsolutePath();
        if (Files.notExists(suite)) {
            String[] install = {"python2.7", "-m", "pip", "install", "--quiet", "--target", suite.toString(), SUITE};
            assertThat(succeeds(directory, install)).as("pip install " + SUITE).isTrue();
        }
        SocketRoute echo =
                new SocketRoute("/echo"::equals, requests -> new Endpoint(new EchoDialect(), EchoDialect::echo));
        GatewayFixture gateway =
                new GatewayFixture(vertx, LimitsConfig.NONE, new Extensions(RequestTypes.STANDARD, List.of(echo)));
        Files.writeString(directory.resolve("spec.json"), spec(gateway.url + "/echo"));
        String run = "import site; site.addsitedir('" + suite + "'); from autobahntestsuite.wstest import run; run()";

        assertThat(succeeds(directory, "python2.7", "-c", run, "-m", "fuzzingclient", "-s", "spec.json"))
                .as(() -> log(directory))
                .isTrue();

        assertThat(failures(directory.resolve("reports/index.json"))).isEmpty();
    }

    private static String spec(String url) {
        JsonObject server = new JsonObject().put("agent", AGENT).put("url", url.replaceFirst("http", "ws"));
        return new JsonObject()
                .put("outdir", "reports")
                .put("servers", JsonArray.of(server))
                .put("cases", JsonArray.of("*"))
                .put("exclude-cases", WITHOUT)
                .put("exclude-agent-cases", new JsonObject())
                .encode();
    }

    private static Map<String, JsonObject> failures(Path index) throws IOException {
        JsonObject cases = new JsonObject(Files.readString(index)).getJsonObject(AGENT);
        assertThat(cases.size()).as("cases").isGreaterThan(200);
        Map<String, JsonObject> failures = new TreeMap<>();
        for (String name : cases.fieldNames()) {
            JsonObject result = cases.getJsonObject(name);
            if (!PASSED.contains(result.getString("behavior")) || !PASSED.contains(result.getString("behaviorClose"))) {
                failures.put(name, result);
            }
        }
        return failures;
    }

    private static String log(Path directory) {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    private static boolean succeeds(Path directory, String... command) throws Exception {
        File log = directory.resolve("log").toFile();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            boolean over = process.waitFor(MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            return over && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }
}
