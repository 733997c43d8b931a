// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of hostile inputs names tests that are there, and leaves no row without an outcome. */
final class AbusePageTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|E2E))`");

    private final List<String> rows;
    private final Set<String> tests;

    AbusePageTest() throws Exception {
        rows = Files.readString(Path.of("ABUSE.md"))
                .lines()
                .filter(line -> line.matches("\\| [A-M]\\d.*"))
                .toList();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            tests = files.filter(file -> file.toString().contains("/src/test/java/"))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void everyRowNamesTestsThatAreThereOrAGap() {
        assertThat(rows).hasSizeGreaterThan(30);
        for (String row : rows) {
            Set<String> named =
                    TEST.matcher(row).results().map(AbusePageTest::name).collect(Collectors.toSet());
            assertThat(tests).as(row).containsAll(named);
            assertThat(!named.isEmpty() || row.contains("gap of Vert.x itself"))
                    .as(row)
                    .isTrue();
        }
    }

    private static String name(MatchResult found) {
        return found.group(1);
    }
}
