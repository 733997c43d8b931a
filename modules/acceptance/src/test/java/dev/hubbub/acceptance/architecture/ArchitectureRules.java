// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What the build holds us to, beyond what Maven's modules already refuse. */
final class ArchitectureRules {
    private static final List<String> FEATURES =
            List.of("gateway", "access", "persistence", "presence", "limits", "moderation", "listeners");

    /** Each rule by its name. {@code root} is the package below which the modules lie. */
    static Map<String, ArchRule> all(String root) {
        Map<String, ArchRule> rules = new TreeMap<>();
        for (String feature : FEATURES) {
            rules.put(feature + " sees only contract", seesOnlyContract(root, feature));
        }
        rules.put("chaos sees only contract and testkit", chaosSeesNoFeature(root));
        rules.put("contract sees nothing of ours", contractIsAlone(root));
        rules.put("only Bus and fan-out touch the raw bus", rawBus(root));
        rules.put(
                "modules have no cycles",
                slices().matching(root + ".(*)..").should().beFreeOfCycles());
        rules.put(
                "packages have no cycles",
                slices().assignedFrom(new EachPackage()).should().beFreeOfCycles());
        rules.put("features show only verticles and configs", showsOnlyVerticlesAndConfigs(root));
        rules.put("every package says what may be null", isNullMarked());
        rules.put("no raw output", noRawOutput(root));
        rules.put("no mapTo and mapFrom", noGlobalMapper(root));
        return rules;
    }

    /** Root packages are packages like others. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }

    private static ArchRule showsOnlyVerticlesAndConfigs(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".hub..", root + ".testkit..", root + ".bench..", root + ".chaos..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are neither a verticle nor a config of a feature",
                        (JavaClass type) -> FEATURES.stream().anyMatch(feature -> type.getPackageName()
                                        .startsWith(root + "." + feature))
                                && !outermost(type).endsWith("Verticle")
                                && !outermost(type).endsWith("Config")));
    }

    private static ArchRule seesOnlyContract(String root, String feature) {
        String[] others = Stream.concat(
                        FEATURES.stream().filter(other -> !other.equals(feature)),
                        Stream.of("hub", "testkit", "bench", "chaos"))
                .map(module -> root + "." + module + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + feature + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static ArchRule chaosSeesNoFeature(String root) {
        String[] others = Stream.concat(FEATURES.stream(), Stream.of("hub", "bench"))
                .map(module -> root + "." + module + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + ".chaos..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static ArchRule contractIsAlone(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".contract..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are other modules of ours",
                        (JavaClass type) -> type.getPackageName().startsWith(root + ".")
                                && !type.getPackageName().startsWith(root + ".contract")));
    }

    private static ArchRule rawBus(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        root + ".gateway..",
                        root + ".access..",
                        root + ".persistence..",
                        root + ".presence..",
                        root + ".limits..",
                        root + ".moderation..",
                        root + ".listeners..",
                        root + ".hub..",
                        root + ".contract..")
                .and()
                .resideOutsideOfPackage(root + ".gateway.fanout..")
                .and(DescribedPredicate.describe("are neither the Bus nor made for it", (JavaClass type) -> !List.of(
                                "Bus",
                                "LocalServices",
                                "RetryOnNodeLoss",
                                "Routes",
                                "Shards",
                                "ShardRoutes",
                                "Handover")
                        .contains(outermost(type))))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are the raw event bus",
                        (JavaClass type) -> type.getPackageName().startsWith("io.vertx.core.eventbus")
                                && !type.getSimpleName().equals("EventBusOptions")));
    }

    private static String outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getSimpleName();
    }

    private static ArchRule noRawOutput(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        root + ".contract..",
                        root + ".gateway..",
                        root + ".access..",
                        root + ".persistence..",
                        root + ".presence..",
                        root + ".limits..",
                        root + ".moderation..",
                        root + ".listeners..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace");
    }

    /** NullAway checks no other packages. */
    private static ArchRule isNullMarked() {
        return classes()
                .should(ArchCondition.from(DescribedPredicate.describe(
                        "be in a package that is @NullMarked",
                        (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))));
    }

    private static ArchRule noGlobalMapper(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .callMethod(JsonObject.class, "mapTo", Class.class)
                .orShould()
                .callMethod(JsonObject.class, "mapFrom", Object.class);
    }

    private ArchitectureRules() {}
}
