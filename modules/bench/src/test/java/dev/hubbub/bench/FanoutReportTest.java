// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.bench.load.Latency;
import dev.hubbub.bench.openloop.FanoutWorkload;
import dev.hubbub.bench.openloop.RoundResult;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanoutReportTest {
    private static final FanoutWorkload WORKLOAD =
            new FanoutWorkload(1, 1, 1, 20, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private static final Latency ONE = new Latency(1, 1, 1);

    private static RoundResult cpu(double micros) {
        return new RoundResult(1, 0, 0, 0, 0, 0, 1, micros, ONE, ONE, ONE, 0);
    }

    @Test
    void ratiosAreTakenWithinARound() {
        FanoutReport report = new FanoutReport(WORKLOAD, List.of("stock", "bare"));
        for (double[] round : new double[][] {{10, 5}, {90, 30}, {400, 100}}) {
            report.add("stock", cpu(round[0]));
            report.add("bare", cpu(round[1]));
        }

        JsonObject ratios =
                report.json().getJsonObject("servers").getJsonObject("stock").getJsonObject("ratioToBare");

        assertThat(ratios.getDouble("cpuPerDelivery")).isEqualTo(3);
        assertThat(report.table()).contains("90.00     3.00");
    }

    @Test
    void withoutTheFloorThereAreNoRatios() {
        FanoutReport report = new FanoutReport(WORKLOAD, List.of("stock"));
        report.add("stock", cpu(10));

        assertThat(report.json()
                        .getJsonObject("servers")
                        .getJsonObject("stock")
                        .getJsonObject("ratioToBare")
                        .getDouble("cpuPerDelivery"))
                .isNull();
        assertThat(report.table()).contains("10.00        -");
    }
}
