// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import java.util.List;

/** A run as Markdown. */
public final class MarkdownReport {
    /** The whole page. */
    public static String write(RunReport run) {
        StringBuilder page = new StringBuilder("# Report of the bench\n\n");
        run.facts().forEach((fact, value) -> page.append("- ")
                .append(fact)
                .append(": ")
                .append(value)
                .append('\n'));
        run.skipped().forEach((peer, why) -> page.append("- skipped: ")
                .append(peer)
                .append(", ")
                .append(why)
                .append('\n'));
        run.scenarios().forEach(result -> scenario(page, result));
        return page.toString();
    }

    private static void scenario(StringBuilder page, ScenarioResult result) {
        page.append("\n## ")
                .append(result.name())
                .append('\n')
                .append(result.title())
                .append("\n\n");
        ResultTable table = ResultTable.of(result);
        line(page, table.head());
        line(page, table.head().stream().map(column -> "---").toList());
        table.rows().forEach(row -> line(page, row));
        for (ResultRow row : result.rows()) {
            row.failures().stream()
                    .distinct()
                    .forEach(why ->
                            page.append("\n- ").append(row.step()).append(", ").append(why));
        }
        page.append(page.charAt(page.length() - 1) == '\n' ? "" : "\n");
    }

    private static void line(StringBuilder page, List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private MarkdownReport() {}
}
