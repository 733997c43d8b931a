// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final Column CPU = new Column("cpu", "us CPU <each>", 1);
    private static final Column HEAP = new Column("heap", "heap", 0);

    private static ScenarioResult result() {
        ScenarioResult result = new ScenarioResult("rooms", "A scenario.", CPU, List.of(CPU, HEAP));
        for (double[] round : new double[][] {{10, 5}, {90, 30}, {400, 100}}) {
            result.row("40k/s", "hub").add(Figures.none().with(CPU, round[0]));
            result.row("40k/s", "floor").add(Figures.none().with(CPU, round[1]).with(HEAP, 7));
        }
        return result;
    }

    private static RunReport run(ScenarioResult result) {
        return new RunReport(Map.of("commit", "abc"), Map.of("centrifugo", "there is no go here"), List.of(result));
    }

    @Test
    void cellsHoldMedianAndSpread() {
        assertThat(MarkdownReport.write(run(result())))
                .contains("| 40k/s | hub | 90.0 (10.0-400.0) | - | 3.00 (2.00-4.00) |")
                .contains("| 40k/s | floor | 30.0 (5.0-100.0) | 7 (7-7) | 1.00 (1.00-1.00) |")
                .contains("- commit: abc")
                .contains("- skipped: centrifugo, there is no go here");
    }

    @Test
    void failedRoundHasItsReasonAndNoRatio() {
        ScenarioResult result = result();
        result.row("80k/s", "floor").add(Figures.none().with(CPU, 8));
        result.row("80k/s", "hub").fail("hub: 3 of 9 readers");
        result.row("80k/s", "floor").add(Figures.none().with(CPU, 10));
        result.row("80k/s", "hub").add(Figures.none().with(CPU, 40));

        assertThat(MarkdownReport.write(run(result)))
                .contains("| 80k/s | hub, 1 failed | 40.0 | - | 4.00 |")
                .contains("- 80k/s, hub: 3 of 9 readers");
    }

    @Test
    void socketIoIsASecondBase() {
        ScenarioResult result = result();
        for (double cpu : new double[] {20, 60, 100}) {
            result.row("40k/s", "socketio").add(Figures.none().with(CPU, cpu));
        }

        assertThat(MarkdownReport.write(run(result)))
                .contains(" | us CPU <each>, x floor | us CPU <each>, x socketio |")
                .contains("| 40k/s | hub | 90.0 (10.0-400.0) | - | 3.00 (2.00-4.00) | 1.50 (0.50-4.00) |");
    }

    @Test
    void withoutABaseThereIsNoRatio() {
        ScenarioResult result = new ScenarioResult("start", "A scenario.", CPU, List.of(CPU));
        result.row("cold", "hub").add(Figures.none().with(CPU, 3));

        assertThat(MarkdownReport.write(run(result))).contains("| step | server | us CPU <each> |\n");
    }

    @Test
    void figureThatIsNoNumberIsLeftOut() {
        assertThat(Figures.none().with(CPU, Double.NaN).values()).isEmpty();
    }

    @Test
    void jsonHoldsEveryRound() {
        JsonObject row = JsonReport.write(run(result()))
                .getJsonArray("scenarios")
                .getJsonObject(0)
                .getJsonArray("rows")
                .getJsonObject(0);

        assertThat(row.getString("server")).isEqualTo("hub");
        assertThat(row.getJsonArray("rounds")).hasSize(3);
    }

    @Test
    void pageDrawsABarForEachRowAndEscapes() {
        String page = HtmlReport.write(run(result()));

        assertThat(page.split("<rect ", -1)).hasSize(3);
        assertThat(page).contains("us CPU &lt;each>").doesNotContain("<each>").doesNotContain("http");
    }
}
