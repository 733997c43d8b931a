// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules hold for the hub, and each of them can fail. */
final class ArchitectureTest {
    private static final String SEEDED = "dev.hubbub.acceptance.seeded";
    private static final int MAX_FILES = 15;
    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.hubbub");

    private static final List<String> BROKEN_BY_THE_SEED = List.of(
            "access sees only contract",
            "chaos sees only contract and testkit",
            "contract sees nothing of ours",
            "every package says what may be null",
            "features show only verticles and configs",
            "gateway sees only contract",
            "modules have no cycles",
            "no mapTo and mapFrom",
            "no raw output",
            "only Bus and fan-out touch the raw bus",
            "packages have no cycles");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contract",
                "gateway",
                "access",
                "persistence",
                "presence",
                "limits",
                "moderation",
                "listeners",
                "hub",
                "testkit",
                "chaos"
            })
    void everyModuleIsLookedAt(String module) {
        assertThat(HUB.stream().filter(type -> type.getPackageName().startsWith("dev.hubbub." + module)))
                .hasSizeGreaterThan(5);
    }

    @Test
    void theHubKeepsEveryRule() {
        ArchitectureRules.all("dev.hubbub").values().forEach(rule -> rule.check(HUB));
    }

    @Test
    void everyRuleCanFail() {
        JavaClasses seeded = new ClassFileImporter().importPackages(SEEDED);
        Map<String, ArchRule> rules = ArchitectureRules.all(SEEDED);
        List<String> broken = rules.entrySet().stream()
                .filter(rule ->
                        rule.getValue().allowEmptyShould(true).evaluate(seeded).hasViolation())
                .map(Map.Entry::getKey)
                .toList();
        assertThat(broken).isEqualTo(BROKEN_BY_THE_SEED);
        assertThat(rules.keySet())
                .as("the rule for each further feature is the same as for these")
                .containsAll(broken)
                .hasSize(broken.size() + 5);
    }

    @Test
    void noPackageHasMoreThanFifteenFiles() {
        Map<String, Long> files = HUB.stream()
                .filter(type -> type.getEnclosingClass().isEmpty())
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(files).hasSizeGreaterThan(50);
        assertThat(files.entrySet())
                .allSatisfy(
                        each -> assertThat(each.getValue()).as(each.getKey()).isLessThanOrEqualTo(MAX_FILES));
    }
}
