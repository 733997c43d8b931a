// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** METRICS.md has a row for each metric of a running hub, and no other, with the text that the hub shows for it. */
class MetricsPageTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `(hub_\\w+)` \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\|");
    private static final Pattern COUNTER =
            Pattern.compile("(?m)^\\| `(hub_\\w+_total)` \\|([^|]*)\\| ([^|]+) \\| [^|]+ \\|$");
    private static final Pattern TIMER =
            Pattern.compile("(?m)^\\| `(hub_\\w+_seconds)` \\|[^|]*\\| ([^|]+) \\| [^|]+ \\|$");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (hub_\\w+) (.+)$");
    private static final String BUILD = "hub_build_info";
    private static final Pattern SETTING = Pattern.compile("`(\\w+\\.\\w+)`");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (hub_\\w+) (\\w+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(hub_\\w+)(?:\\{[^}]*})? (\\S+)$");

    private static String metrics;

    private static List<MatchResult> rows() throws Exception {
        return Files.readAllLines(Path.of("METRICS.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(Matcher::toMatchResult)
                .toList();
    }

    @BeforeAll
    static void scrape(@TempDir Path dir) throws Exception {
        DataDir data = new DataDir(dir).create().createKey();
        Map<String, String> options = Map.of("http.port", "0", "admin.port", "0");
        HubConfig config = ConfigLoader.load(new ConfigSources(null, Map.of(), options, data.keyFile()))
                .config();
        try (Node node = Node.start(NodePlan.allRoles(config, data))) {
            System.gc(); // a gauge has a weak reference to its object, and shows NaN once that is gone
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(node.metricsUrl().orElseThrow()))
                    .build();
            metrics = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void everyGaugeHasItsRowAndEveryRowItsGauge() throws Exception {
        assertThat(names("gauge").stream().filter(name -> !name.endsWith("_seconds_max") && !name.equals(BUILD)))
                .containsExactlyInAnyOrderElementsOf(
                        rows().stream().map(row -> row.group(1)).toList());
        assertThat(SAMPLE.matcher(metrics).results()).hasSizeGreaterThan(50).allSatisfy(sample -> assertThat(
                        Double.parseDouble(sample.group(2)))
                .as(sample.group(1))
                .isNotNaN()
                .isNotNegative());
    }

    private static List<String> names(String kind) {
        return TYPE.matcher(metrics)
                .results()
                .filter(type -> type.group(2).equals(kind))
                .map(type -> type.group(1))
                .toList();
    }

    private static List<MatchResult> rows(Pattern kind) throws Exception {
        return kind.matcher(Files.readString(Path.of("METRICS.md"))).results().toList();
    }

    /** Those of which there is one for each that is configured are not there without. */
    @Test
    void everyCounterHasItsRow() throws Exception {
        assertThat(names("counter"))
                .containsExactlyInAnyOrderElementsOf(rows(COUNTER).stream()
                        .filter(row -> !row.group(2).contains("configured"))
                        .map(row -> row.group(1))
                        .toList());
    }

    @Test
    void everyHistogramHasItsRowAndNothingIsOfAnotherKind() throws Exception {
        List<String> timers = rows(TIMER).stream().map(row -> row.group(1)).toList();
        assertThat(names("histogram")).containsExactlyInAnyOrderElementsOf(timers);
        assertThat(names("gauge").stream().filter(name -> name.endsWith("_seconds_max")))
                .containsExactlyInAnyOrderElementsOf(
                        timers.stream().map(name -> name + "_max").toList());
        assertThat(TYPE.matcher(metrics).results())
                .allSatisfy(type -> assertThat(type.group(2)).isIn("gauge", "counter", "histogram"));
        assertThat(metrics).contains("\n" + BUILD + "{java=\"", "\njvm_info{", "\njvm_gc_");
    }

    @Test
    void helpIsTheTextOfTheRow() throws Exception {
        Map<String, String> texts = new HashMap<>();
        rows().forEach(row -> texts.put(row.group(1), row.group(3)));
        rows(COUNTER).forEach(row -> texts.put(row.group(1), row.group(3)));
        rows(TIMER).forEach(row -> texts.put(row.group(1), row.group(2)));
        assertThat(HELP.matcher(metrics).results().map(help -> help.group(1)))
                .containsAll(TYPE.matcher(metrics)
                        .results()
                        .map(type -> type.group(1))
                        .toList());
        assertThat(HELP.matcher(metrics).results().filter(help -> texts.containsKey(help.group(1))))
                .hasSizeGreaterThan(90)
                .allSatisfy(help -> assertThat(help.group(2))
                        .as(help.group(1))
                        .isEqualTo(texts.get(help.group(1)).replace("`", "")));
    }

    @Test
    void everyRowHasAUnitADescriptionABoundAndAnAdvice() throws Exception {
        assertThat(rows()).allSatisfy(row -> {
            for (int cell = 2; cell <= 5; cell++) {
                assertThat(row.group(cell)).as(row.group(1)).isNotBlank();
            }
        });
    }

    @Test
    void boundsNameRealSettings() throws Exception {
        JsonNode settings =
                new ObjectMapper().readTree(Path.of("../../conf/hub.json").toFile());
        assertThat(rows().stream().flatMap(row -> SETTING.matcher(row.group(4)).results()))
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        setting -> assertThat(settings.at("/" + setting.group(1).replace('.', '/'))
                                        .isMissingNode())
                                .as(setting.group(1))
                                .isFalse());
    }
}
