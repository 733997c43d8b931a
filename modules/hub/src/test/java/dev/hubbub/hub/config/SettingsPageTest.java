// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SETTINGS.md has every setting, as the records have it. */
final class SettingsPageTest {
    private static final Map<String, String> UNITS =
            Map.of("Millis", "ms", "Seconds", "s", "Bytes", "bytes", "Hours", "h");
    private static final Pattern RANGE = Pattern.compile("([\\d,]+)(?: to ([\\d,]+)| or more)");

    /** Bounds that hang on another setting, which the meaning names. */
    private static final List<String> DEPENDENT =
            List.of("sockets.heartbeatMillis", "sockets.writeIdleMillis", "messages.maxTextBytes");

    /** One line of the page. */
    private record Row(String key, String type, String preset, String range, String variable, String meaning) {
        static Row of(String line) {
            List<String> cells = Arrays.stream(line.split(" \\|", -1))
                    .map(cell -> cell.replaceFirst("^\\|? ?", "").strip())
                    .toList();
            return new Row(
                    code(cells.get(0)), cells.get(1), cells.get(2), cells.get(3), code(cells.get(4)), cells.get(5));
        }

        private static String code(String cell) {
            return cell.replace("`", "");
        }
    }

    static List<Row> rows() throws Exception {
        return Files.readAllLines(Path.of("SETTINGS.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(Row::of)
                .toList();
    }

    static Stream<Row> ranges() throws Exception {
        return rows().stream().filter(row -> !row.range().isEmpty());
    }

    private static ConfigTree tree() {
        return new ConfigTree((ObjectNode) ConfigJson.MAPPER.valueToTree(HubConfig.DEFAULTS));
    }

    @Test
    void everySettingIsOnThePageInItsOrder() throws Exception {
        assertThat(rows()).extracting(Row::key).containsExactlyElementsOf(tree().keys());
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.variable()).isEqualTo(ConfigOverrides.variable(row.key()));
            assertThat(row.meaning()).hasSizeGreaterThan(10);
        });
    }

    @Test
    void typesAndUnitsAreThoseOfTheSettings() throws Exception {
        assertThat(rows()).allSatisfy(row -> {
            String unit = UNITS.entrySet().stream()
                    .filter(each -> row.key().endsWith(each.getKey()))
                    .map(each -> ", " + each.getValue())
                    .findAny()
                    .orElse("");
            assertThat(row.type()).as(row.key()).isEqualTo(type(tree().get(row.key())) + unit);
        });
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "list";
            default -> "text";
        };
    }

    @Test
    void defaultsAreThoseOfTheSettings() throws Exception {
        JsonNode settings =
                ConfigJson.MAPPER.readTree(Path.of("../../conf/hub.json").toFile());
        assertThat(rows()).allSatisfy(row -> {
            JsonNode value = settings.at("/" + row.key().replace('.', '/'));
            String shown =
                    value.isNumber() ? String.format(Locale.ROOT, "%,d", value.asInt()) : "`" + value.asText() + "`";
            boolean none = value.isNull() || value.isEmpty() && value.asText().isEmpty();
            assertThat(row.preset()).as(row.key()).isEqualTo(none ? "none" : shown);
        });
    }

    @Test
    void everyNumberHasARange() throws Exception {
        assertThat(rows().stream().filter(row -> row.type().startsWith("number")))
                .allSatisfy(row -> assertThat(row.range()).as(row.key()).matches(RANGE));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void whatLiesOutsideOfARangeIsRefusedAndItsEndsAreNot(Row row) {
        Matcher range = RANGE.matcher(row.range());
        assertThat(range.matches()).isTrue();
        int least = number(range.group(1));
        assertRefused(row.key(), least == 1 ? -1 : least - 1); // 0 may stand for the default
        Optional<Integer> most = Optional.ofNullable(range.group(2)).map(SettingsPageTest::number);
        most.ifPresent(end -> assertRefused(row.key(), end + 1));
        if (!DEPENDENT.contains(row.key())) {
            load(row.key(), least);
            most.ifPresent(end -> load(row.key(), end));
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace(",", ""));
    }

    private static void assertRefused(String key, int value) {
        assertThatThrownBy(() -> load(key, value))
                .as("%s: %d", key, value)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + ": " + value + " (expected: ");
    }

    private static void load(String key, int value) {
        ConfigLoader.load(new ConfigSources(null, Map.of(), Map.of(key, String.valueOf(value)), null));
    }
}
