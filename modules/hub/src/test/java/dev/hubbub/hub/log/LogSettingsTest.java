// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log as conf/logback.xml has it, by the settings. */
final class LogSettingsTest {
    private static final Logger LOG = LoggerFactory.getLogger("dev.hubbub.Some");
    private static final Logger LIBRARY = LoggerFactory.getLogger("com.hazelcast.Some");

    private static final String FILE = "logback.configurationFile";

    private final PrintStream before = System.err;

    @BeforeEach
    void useTheFileThatIsShipped() {
        System.setProperty(FILE, "../../conf/logback.xml");
        LogSettings.apply(new LogConfig("trace", null)); // so that all that follows is read from there
    }

    @AfterEach
    void backToTheDefaults() {
        System.setErr(before);
        System.clearProperty(FILE);
        LogSettings.apply(new LogConfig(null, null));
    }

    private static LogConfig config(Map<String, String> environment) {
        return ConfigLoader.load(new ConfigSources(null, environment, Map.of(), null))
                .config()
                .log();
    }

    /** What is logged at these levels with these variables. */
    private static String logged(Map<String, String> environment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getStatusManager().clear();
        LogSettings.apply(config(environment));
        LOG.debug("a {}", "detail");
        LOG.info("said {}", "hello");
        LIBRARY.info("chatter");
        LIBRARY.warn("warning");
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .filteredOn(status -> status.getEffectiveLevel() >= Status.WARN)
                .isEmpty();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void linesHaveDateTimeAndZone() {
        assertThat(logged(Map.of("HUB_LOG_LEVEL", "INFO")).lines())
                .hasSize(2)
                .first()
                .asString()
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  Some - said hello");
    }

    @Test
    void levelIsThatOfTheVariable() {
        assertThat(logged(Map.of("HUB_LOG_LEVEL", "debug")))
                .contains("a detail")
                .doesNotContain("chatter");
        assertThat(logged(Map.of("HUB_LOG_LEVEL", "warn")))
                .doesNotContain("said")
                .contains("warning");
        assertThat(logged(Map.of("HUB_LOG_LEVEL", "error"))).isEmpty();
        assertThat(logged(Map.of("HUB_LOG_LEVEL", "off"))).isEmpty();
    }

    @Test
    void jsonIsOneObjectALine() throws Exception {
        String line =
                logged(Map.of("HUB_LOG_FORMAT", "json")).lines().findFirst().orElseThrow();
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("level").asText()).isEqualTo("INFO");
        assertThat(json.path("loggerName").asText()).isEqualTo("dev.hubbub.Some");
        assertThat(json.path("formattedMessage").asText()).isEqualTo("said hello");
        assertThat(json.path("timestamp").asLong()).isPositive();
        assertThat(json.has("arguments")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUB_LOG_LEVEL", "HUB_LOG_FORMAT"})
    void otherValuesAreRefusedByTheirKey(String variable) {
        String key = variable.equals("HUB_LOG_LEVEL") ? "log.level" : "log.format";
        assertThatThrownBy(() -> config(Map.of(variable, "verbose")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key + ": verbose (expected: ");
    }
}
