// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario;

import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.report.Figures;
import io.vertx.core.Vertx;

/**
 * One measurement, with a fresh server.
 *
 * @param label in the report
 * @param layout the rooms and users that the server is prepared with
 */
public record Step(String label, Layout layout, Measurement measurement) {
    /** Measures one server. Blocks its thread. */
    @FunctionalInterface
    public interface Measurement {
        Figures run(Vertx vertx, ServerUnderTest server) throws Exception;
    }
}
