// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import java.util.List;

/** A run as one page that needs nothing else. */
public final class HtmlReport {
    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Report of the bench</title>
            <style>
            body { font: 14px sans-serif; margin: 2em; color: #222; background: #fff }
            table { border-collapse: collapse; margin: 1em 0 }
            td, th { border: 1px solid #ccc; padding: 2px 8px; text-align: right }
            td:nth-child(-n+2), th:nth-child(-n+2) { text-align: left }
            svg text { font: 12px sans-serif; fill: #222 }
            svg rect { fill: #4a7ebb }
            svg line { stroke: #222 }
            </style></head><body>
            <h1>Report of the bench</h1>
            """;

    /** The whole page. */
    public static String write(RunReport run) {
        StringBuilder page = new StringBuilder(HEAD).append("<ul>\n");
        run.facts().forEach((fact, value) -> item(page, fact + ": " + value));
        run.skipped().forEach((peer, why) -> item(page, "skipped: " + peer + ", " + why));
        page.append("</ul>\n");
        run.scenarios().forEach(result -> scenario(page, result));
        return page.append("</body></html>\n").toString();
    }

    private static void scenario(StringBuilder page, ScenarioResult result) {
        page.append("<h2>").append(escape(result.name())).append("</h2>\n<p>");
        page.append(escape(result.title())).append("</p>\n<p>");
        page.append(escape(result.compared().label())).append("</p>\n");
        page.append(BarChart.draw(result)).append("<table>\n");
        ResultTable table = ResultTable.of(result);
        line(page, "th", table.head());
        table.rows().forEach(row -> line(page, "td", row));
        page.append("</table>\n<ul>\n");
        result.rows()
                .forEach(row -> row.failures().stream().distinct().forEach(why -> item(page, row.step() + ", " + why)));
        page.append("</ul>\n");
    }

    private static void item(StringBuilder page, String text) {
        page.append("<li>").append(escape(text)).append("</li>\n");
    }

    private static void line(StringBuilder page, String cell, List<String> cells) {
        page.append("<tr>");
        cells.forEach(text -> page.append('<').append(cell).append('>').append(escape(text)));
        page.append("</tr>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private HtmlReport() {}
}
