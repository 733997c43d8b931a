// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.mongo.EmbeddedMongo;
import dev.hubbub.persistence.testing.RestartedLog;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The verticle on a MongoDB server, and its replies while that is unreachable. */
@ExtendWith(VertxExtension.class)
final class PersistenceVerticleMongoTest {
    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void start(Vertx node) {
        vertx = node;
        bus = new Bus(node);
    }

    private String deploy(PersistenceConfig config) throws Exception {
        return vertx.deployVerticle(() -> new PersistenceVerticle(config), new DeploymentOptions())
                .await(20, SECONDS);
    }

    @Test
    void everyRequestIsUnavailableWhileTheStoreIsUnreachable() throws Exception {
        EmbeddedMongo mongo = new EmbeddedMongo();
        deploy(mongo.configWithDefaultTimeout());
        bus.call(MessageLog.APPEND, newRoom(ROOM, "bob")).await(5, SECONDS);
        mongo.close();

        RecordKey key = new RecordKey("bob", "note", "1");
        List<Future<?>> all = List.of(
                bus.call(MessageLog.APPEND, say(ROOM, "bob", "c1", 1)),
                bus.call(MessageLog.READ, new Read(ROOM, 1, 9, true)),
                bus.call(MessageLog.DESCRIBE, describe(new RoomId("other"))),
                bus.call(MessageLog.ROOMS, new RoomsOf(user("bob"), null)),
                bus.call(Records.GET, new Records.Get(List.of(key))),
                bus.call(Records.LIST, new Records.ListOf("bob", "note", null, null)),
                bus.call(Records.PUT, new Records.Put(key, null, Map.of())),
                bus.call(Records.PUT, new Records.Put(key, 0L, Map.of())),
                bus.call(Records.RAISE, new Records.Raise(key, 1, Map.of())),
                bus.call(Records.DELETE, new Records.Delete(key, null)));

        all.forEach(reply -> assertRefused(ErrorCode.UNAVAILABLE, "the store does not answer", reply));
    }

    @Test
    void entriesSurviveARestart() throws Exception {
        try (EmbeddedMongo mongo = new EmbeddedMongo()) {
            PersistenceConfig config = mongo.config();
            String first = deploy(config);
            RestartedLog.fill(bus);
            vertx.undeploy(first).await(5, SECONDS);
            deploy(config);

            RestartedLog.assertKept(bus);
        }
    }
}
