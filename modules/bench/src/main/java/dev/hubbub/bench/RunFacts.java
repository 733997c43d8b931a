// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import dev.hubbub.testkit.process.HubProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a run was made, so that another can be made like it. */
final class RunFacts {
    static Map<String, String> of(List<String> arguments, int rounds, @Nullable String note) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("command", "java -jar modules/bench/target/bench.jar " + String.join(" ", arguments));
        facts.put("commit", commit());
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        facts.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version") + ", Java " + System.getProperty("java.version"));
        facts.put("the hub's jar", jar());
        facts.put("cells", "the median of " + rounds + " rounds, and the least and most in brackets; else one round");
        if (note != null) {
            facts.put("note", note);
        }
        return facts;
    }

    private static String jar() {
        try {
            return String.format(Locale.ROOT, "%.1f MB", Files.size(HubProcess.jar()) / 1e6);
        } catch (IOException | IllegalStateException absent) {
            return "not built";
        }
    }

    /** Of the working directory. */
    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
            String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return name.isEmpty() ? "unknown" : name;
        } catch (IOException absent) {
            return "unknown";
        }
    }

    private RunFacts() {}
}
