// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of limits in PROTOCOL.md names real settings with their variables and defaults. */
class LimitsPageTest {
    private static final Pattern ROW =
            Pattern.compile("\\| [^|]+ \\| ([^|]+) \\| `(\\w+\\.\\w+)` \\| `(\\w+)` \\| [^|]+ \\|");
    private static final Pattern NUMBER = Pattern.compile("[\\d,]*\\d");

    private static List<Matcher> rows() throws Exception {
        return Files.readAllLines(Path.of("../contract/PROTOCOL.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    @Test
    void settingsExistUnderTheirVariables() throws Exception {
        JsonNode settings =
                ConfigJson.MAPPER.readTree(Path.of("../../conf/hub.json").toFile());
        assertThat(rows()).hasSizeGreaterThan(20).allSatisfy(row -> {
            assertThat(settings.at("/" + row.group(2).replace('.', '/')).isMissingNode())
                    .as(row.group(2))
                    .isFalse();
            assertThat(row.group(3)).isEqualTo(ConfigOverrides.variable(row.group(2)));
        });
    }

    @Test
    void defaultsAreThoseOfTheSettings() throws Exception {
        JsonNode settings =
                ConfigJson.MAPPER.readTree(Path.of("../../conf/hub.json").toFile());
        assertThat(rows()).allSatisfy(row -> {
            JsonNode value = settings.at("/" + row.group(2).replace('.', '/'));
            assertThat(numbers(row.group(1), row.group(2))).as(row.group(2)).contains(value.asText());
        });
    }

    /** The numbers in the cell, in milliseconds if the setting is; or its text without numbers. */
    private static List<String> numbers(String cell, String key) {
        if (NUMBER.matcher(cell).results().findAny().isEmpty()) {
            return List.of(cell.replace("`", ""));
        }
        int factor = key.endsWith("Millis") ? 1_000 : 1;
        return NUMBER.matcher(cell)
                .results()
                .map(number -> Long.parseLong(number.group().replace(",", "")) * factor)
                .map(String::valueOf)
                .toList();
    }

    @Test
    void everyLimitIsOnThePage() throws Exception {
        JsonNode limits = ConfigJson.MAPPER
                .readTree(Path.of("../../conf/hub.json").toFile())
                .get("limits");
        List<String> named = rows().stream().map(row -> row.group(2)).toList();
        limits.fieldNames().forEachRemaining(name -> assertThat(named).contains("limits." + name));
    }
}
