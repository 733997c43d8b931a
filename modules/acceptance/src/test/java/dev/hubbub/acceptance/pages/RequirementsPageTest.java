// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.pages;

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

/** The tests that REQUIREMENTS.md names exist, and each row is there once. */
final class RequirementsPageTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|E2E|\\.test\\.ts))`");

    private final List<String[]> rows;

    RequirementsPageTest() throws Exception {
        rows = Files.readString(Path.of("../REQUIREMENTS.md"))
                .lines()
                .filter(line -> line.matches("\\| [A-Z]\\d.*"))
                .map(line -> line.split("\\|"))
                .toList();
    }

    @Test
    void everyRowNamesTestsThatExist() throws Exception {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            tests = files.filter(file -> file.toString().matches(".*/src/test/(java|ts)/.*"))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(rows).hasSizeGreaterThan(10);
        for (String[] row : rows) {
            List<String> named = TEST.matcher(row[3])
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            assertThat(named).as(row[1]).isNotEmpty().isSubsetOf(tests);
        }
    }

    @Test
    void everyRowIsThereOnceAndInOrder() {
        List<String> names = rows.stream().map(row -> row[1].strip()).toList();
        assertThat(names).doesNotHaveDuplicates().isSortedAccordingTo((one, other) -> {
            int letters = Character.compare(one.charAt(0), other.charAt(0));
            return letters != 0
                    ? letters
                    : Integer.compare(Integer.parseInt(one.substring(1)), Integer.parseInt(other.substring(1)));
        });
    }
}
