// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** A run as JSON, with every round. */
public final class JsonReport {
    /** The whole document. */
    public static JsonObject write(RunReport run) {
        JsonArray scenarios = new JsonArray();
        run.scenarios().forEach(result -> scenarios.add(scenario(result)));
        return new JsonObject()
                .put("facts", object(run.facts()))
                .put("skipped", object(run.skipped()))
                .put("scenarios", scenarios);
    }

    private static JsonObject object(Map<String, String> entries) {
        JsonObject object = new JsonObject();
        entries.forEach(object::put);
        return object;
    }

    private static JsonObject scenario(ScenarioResult result) {
        JsonArray rows = new JsonArray();
        result.rows().forEach(row -> rows.add(row(row)));
        return new JsonObject()
                .put("name", result.name())
                .put("title", result.title())
                .put("rows", rows);
    }

    private static JsonObject row(ResultRow row) {
        JsonArray rounds = new JsonArray();
        row.measured().forEach(round -> {
            JsonObject figures = new JsonObject();
            round.values().forEach(figures::put);
            rounds.add(figures);
        });
        return new JsonObject()
                .put("step", row.step())
                .put("server", row.peer())
                .put("rounds", rounds)
                .put("failures", new JsonArray(row.failures()));
    }

    private JsonReport() {}
}
