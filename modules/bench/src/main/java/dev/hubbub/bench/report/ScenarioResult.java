// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of one scenario: a row for each step and server. */
public final class ScenarioResult {
    /** What others are compared with, where it was measured. */
    private static final List<String> BASES = List.of("floor", "socketio");

    private final String name;
    private final String title;
    private final Column compared;
    private final List<Column> columns;
    private final List<ResultRow> rows = new ArrayList<>();

    /** @param compared the column whose ratio to the floor and to Socket.IO is shown, and which is drawn */
    public ScenarioResult(String name, String title, Column compared, List<Column> columns) {
        this.name = name;
        this.title = title;
        this.compared = compared;
        this.columns = List.copyOf(columns);
    }

    /** The row of a server in a step, which is made. */
    public ResultRow row(String step, String peer) {
        ResultRow found = find(step, peer);
        if (found == null) {
            found = new ResultRow(step, peer);
            rows.add(found);
        }
        return found;
    }

    private @Nullable ResultRow find(String step, String peer) {
        return rows.stream()
                .filter(row -> row.step().equals(step) && row.peer().equals(peer))
                .findFirst()
                .orElse(null);
    }

    /** How many times that of a base the compared figure is; null without the base. */
    @Nullable
    Statistics ratio(ResultRow row, String base) {
        ResultRow other = find(row.step(), base);
        return other == null ? null : row.ratio(compared, other);
    }

    /** The servers that others are compared with. */
    List<String> bases() {
        return BASES.stream()
                .filter(base -> rows.stream().anyMatch(row -> row.peer().equals(base)))
                .toList();
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    Column compared() {
        return compared;
    }

    List<Column> columns() {
        return columns;
    }

    List<ResultRow> rows() {
        return List.copyOf(rows);
    }
}
