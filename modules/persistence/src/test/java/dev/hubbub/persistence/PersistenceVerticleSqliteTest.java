// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.persistence.config.PersistenceConfig.StoreException;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import dev.hubbub.persistence.testing.RestartedLog;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The verticle on the embedded store. */
@ExtendWith(VertxExtension.class)
final class PersistenceVerticleSqliteTest {
    private final TestDirectory directory = new TestDirectory();

    @AfterEach
    void delete() {
        directory.close();
    }

    private String deploy(Vertx vertx) throws Exception {
        return vertx.deployVerticle(() -> new PersistenceVerticle(directory.config()), new DeploymentOptions())
                .await(20, SECONDS);
    }

    @Test
    void entriesSurviveARestart(Vertx vertx) throws Exception {
        Bus bus = new Bus(vertx);
        String first = deploy(vertx);
        RestartedLog.fill(bus);
        vertx.undeploy(first).await(5, SECONDS);
        deploy(vertx);

        RestartedLog.assertKept(bus);
    }

    @Test
    void aDirectoryInUseStopsTheStart(Vertx vertx) throws Exception {
        deploy(vertx);

        assertThatThrownBy(() -> deploy(vertx))
                .isInstanceOf(StoreException.class)
                .hasMessage(directory.path() + ": another hub uses this directory (expected: one at a time)");
    }
}
