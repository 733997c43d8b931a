// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The compared figure of a scenario as horizontal bars in SVG; a line shows least and most. */
final class BarChart {
    private static final int LABELS = 330;
    private static final int BARS = 420;
    private static final int VALUES = 150;
    private static final int HEIGHT = 20;

    static String draw(ScenarioResult result) {
        Column column = result.compared();
        List<ResultRow> rows = result.rows();
        double most = rows.stream()
                .map(row -> row.statistics(column))
                .filter(Objects::nonNull)
                .mapToDouble(Statistics::most)
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder("<svg width=\"" + (LABELS + BARS + VALUES) + "\" height=\""
                + rows.size() * HEIGHT + "\" role=\"img\" aria-label=\"" + HtmlReport.escape(column.label()) + "\">\n");
        for (int at = 0; at < rows.size(); at++) {
            ResultRow row = rows.get(at);
            label(svg, at, row);
            bar(svg, at, row.statistics(column), BARS / Math.max(most, 1e-9), column.digits());
        }
        return svg.append("</svg>\n").toString();
    }

    private static void label(StringBuilder svg, int at, ResultRow row) {
        text(svg, LABELS - 8, at, "end", row.step() + ": " + row.peer());
    }

    private static void bar(StringBuilder svg, int at, @Nullable Statistics figure, double scale, int digits) {
        if (figure == null) {
            text(svg, LABELS, at, "start", "no figure");
            return;
        }
        int top = at * HEIGHT;
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\"/>%n"
                .formatted(LABELS, top + 3, Cells.number(figure.median() * scale, 1), HEIGHT - 6));
        svg.append("<line x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/>%n"
                .formatted(
                        Cells.number(LABELS + figure.least() * scale, 1),
                        Cells.number(LABELS + figure.most() * scale, 1),
                        top + HEIGHT / 2,
                        top + HEIGHT / 2));
        text(svg, LABELS + (int) (figure.most() * scale) + 6, at, "start", Cells.number(figure.median(), digits));
    }

    private static void text(StringBuilder svg, int left, int at, String anchor, String text) {
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n"
                .formatted(left, at * HEIGHT + 14, anchor, HtmlReport.escape(text)));
    }

    private BarChart() {}
}
