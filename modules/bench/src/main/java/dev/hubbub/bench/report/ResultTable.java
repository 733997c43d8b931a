// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import java.util.ArrayList;
import java.util.List;

/** The cells of a scenario, for every format. */
record ResultTable(List<String> head, List<List<String>> rows) {
    static ResultTable of(ScenarioResult result) {
        List<String> head = new ArrayList<>(List.of("step", "server"));
        result.columns().forEach(column -> head.add(column.label()));
        result.bases().forEach(base -> head.add(result.compared().label() + ", x " + base));
        return new ResultTable(
                head, result.rows().stream().map(row -> cells(result, row)).toList());
    }

    private static List<String> cells(ScenarioResult result, ResultRow row) {
        List<String> cells = new ArrayList<>(List.of(row.step(), name(row)));
        result.columns().forEach(column -> cells.add(Cells.text(row.statistics(column), column.digits())));
        result.bases().forEach(base -> cells.add(Cells.text(result.ratio(row, base), 2)));
        return cells;
    }

    private static String name(ResultRow row) {
        int failed = row.failures().size();
        return failed == 0 ? row.peer() : row.peer() + ", " + failed + " failed";
    }
}
