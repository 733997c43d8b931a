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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of hostile inputs names tests that are there, and leaves no row without an outcome. */
final class AbusePageTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|E2E))`");

    private static final Pattern CASE = Pattern.compile("\\b[A-N]\\d{1,2}\\b");
    private static final List<String> CASES = List.of(
            "A1 A2 A4 A5 A6 A8 A9 A10 A11 A12 A14 A16 A17 A19",
            "B1 B2 B3 B4 B6 B7 B9 B10 B11 B12 B14 B15 B16 B18 B20",
            "C1 C2 C3 C4 C6 C7 C8 C9 C10 C12 C13 C14 C16 C17 C19",
            "D1 D2 D3 D5 D7 D8 D11 D12 D14 D15",
            "E1 E2 E3 E4 E6 E8 E9 E11 E14 E15 E17 E18 E19 E21 E23",
            "F1 F2 F3 F6 F9 G1 G2 G3 G7 G8 G9 H1 H2 H3 H4 H7 H8 H10",
            "I1 I2 I4 I5 I7 I8 I9 I10 I11 I14 I15 I16 I18 I19 I21",
            "J1 J3 J4 J5 J7 J8 J10 J11 K1 K3 K5 K7 K9 L3 L5 L6 M1 M2 M3 M5 M8",
            "N1 N2 N3 N4 N5 N6");

    private final String page;
    private final List<String> rows;
    private final Set<String> tests;

    AbusePageTest() throws Exception {
        page = Files.readString(Path.of("ABUSE.md"));
        rows = page.lines().filter(line -> line.matches("\\| [A-O]\\d.*")).toList();
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

    @Test
    void everyCaseIsNamedOnce() {
        Stream<String> kinds = rows.stream().map(row -> row.substring(2, row.indexOf('|', 2)));
        String rest = page.substring(page.indexOf("\n**"));
        assertThat(cases(Stream.concat(kinds, Stream.of(rest))))
                .containsExactlyInAnyOrderElementsOf(cases(CASES.stream()));
    }

    @Test
    void everyKindThatWasFoundFromOutsideHasARow() {
        assertThat(rows.stream().filter(row -> row.startsWith("| O")).map(row -> row.split(" ", 3)[1]))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 27)
                        .mapToObj(number -> "O" + number)
                        .toList());
    }

    private static List<String> cases(Stream<String> texts) {
        return texts.flatMap(text -> CASE.matcher(text).results())
                .map(MatchResult::group)
                .toList();
    }

    private static String name(MatchResult found) {
        return found.group(1);
    }
}
