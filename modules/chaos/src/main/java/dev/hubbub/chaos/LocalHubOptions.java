// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.deployment.LocalDeployment;
import dev.hubbub.chaos.deployment.Topology;
import dev.hubbub.chaos.scenario.Scenario;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about a hub that the command starts for the run. */
final class LocalHubOptions {
    /** Where messages are stored. */
    enum Store {
        /** In the process of the only node. */
        EMBEDDED,
        /** In its own process. */
        PROCESS
    }

    @Option(
            names = "--hub",
            paramLabel = "JAR",
            description = "The hub's jar. Default: modules/hub/target/hubbub.jar, here or above.")
    private @Nullable Path jar;

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes. Default: 2, or the scenario's.")
    private @Nullable Integer nodes;

    @Option(
            names = "--store",
            paramLabel = "WHERE",
            description = "${COMPLETION-CANDIDATES}: in the process of the only node, or in one of its own.")
    private @Nullable Store store;

    LocalDeployment start(Vertx vertx, @Nullable Scenario scenario, Path data) {
        Topology base = scenario == null ? Topology.cluster(2) : scenario.topology();
        int count = nodes == null ? base.nodes() : nodes;
        boolean embedded = store == null ? base.embedded() && count == 1 : store == Store.EMBEDDED;
        return LocalDeployment.start(vertx, new Topology(jar, count, embedded, base.environment()), data);
    }
}
