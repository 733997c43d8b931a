// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.persistence.config.PersistenceConfig.StoreException;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
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
        bus.call(MessageLog.APPEND, newRoom(ROOM, "bob")).await(5, SECONDS);
        bus.call(MessageLog.APPEND, say(ROOM, "bob", "c1", 1)).await(5, SECONDS);
        vertx.undeploy(first).await(5, SECONDS);
        deploy(vertx);

        assertThat(bus.call(MessageLog.APPEND, say(ROOM, "bob", "c1", 1))
                        .await(5, SECONDS)
                        .seq())
                .isEqualTo(2);
        assertThat(bus.call(MessageLog.APPEND, say(ROOM, "bob", "c2", 1))
                        .await(5, SECONDS)
                        .seq())
                .isEqualTo(3);
        assertThat(bus.call(MessageLog.ROOMS, new RoomsOf(user("bob"), null))
                        .await(5, SECONDS)
                        .rooms())
                .containsExactly(ROOM);
    }

    @Test
    void aDirectoryInUseStopsTheStart(Vertx vertx) throws Exception {
        deploy(vertx);

        assertThatThrownBy(() -> deploy(vertx))
                .isInstanceOf(StoreException.class)
                .hasMessage(directory.path() + ": another hub uses this directory (expected: one at a time)");
    }
}
