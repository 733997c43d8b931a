// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.roomsOf;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An unreachable MongoDB server, and the settings of the client. */
@ExtendWith(VertxExtension.class)
final class MongoStoreTest {

    @Test
    void stoppedServerIsUnavailable(Vertx vertx) throws Exception {
        EmbeddedMongo mongo = new EmbeddedMongo();
        Store store = mongo.open(vertx);
        TestWriter writer = new TestWriter(vertx, store);
        writer.append(newRoom(ROOM)).await(5, SECONDS);

        mongo.close();

        assertRefused(ErrorCode.UNAVAILABLE, writer.append(say(ROOM, "ann", "c1", 1)));
        assertRefused(ErrorCode.UNAVAILABLE, roomsOf(store.userRooms(), "ann"));
        store.close().await(5, SECONDS);
    }

    @Test
    void startFailsWithoutAServer(Vertx vertx) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PersistenceConfig config = unreachable(port);

        assertRefused(
                ErrorCode.UNAVAILABLE,
                vertx.deployVerticle(() -> new PersistenceVerticle(config), new DeploymentOptions()));
    }

    private static PersistenceConfig unreachable(int port) {
        return new PersistenceConfig("mongodb://127.0.0.1:" + port, null, null, 0, 0, 0, 300, 0, 0, null, null, 0);
    }

    @Test
    void silentServerIsUnavailable(Vertx vertx) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            PersistenceConfig config = unreachable(silent.getLocalPort());

            assertRefused(ErrorCode.UNAVAILABLE, MongoStore.open(vertx, config, Duration.ofMillis(500)));
        }
    }

    @Test
    void writesNeedAMajorityUnlessTheConnectionStringOverridesIt() {
        JsonObject plain = settings("mongodb://a.example");
        assertThat(plain.getString("w")).isEqualTo("majority");
        assertThat(plain.getBoolean("j")).isTrue();
        assertThat(plain.getString("readConcernLevel")).isEqualTo("majority");
        assertThat(plain.getInteger("serverSelectionTimeoutMS")).isLessThanOrEqualTo(2_000);
        assertThat(plain.getInteger("connectTimeoutMS")).isLessThanOrEqualTo(2_000);
        assertThat(plain.getInteger("socketTimeoutMS")).isEqualTo(4_000);
        assertThat(plain.getInteger("wtimeoutMS")).isEqualTo(1_000);
        assertThat(plain.getLong("maxIdleTimeMS")).isEqualTo(20_000);

        JsonObject given = settings(
                "mongodb://a.example/?w=1&readConcernLevel=local&serverSelectionTimeoutMS=9000"
                        + "&connectTimeoutMS=8000&socketTimeoutMS=7000&waitQueueTimeoutMS=6000&heartbeatFrequencyMS=5000&maxIdleTimeMS=4000");
        assertThat(given.fieldNames()).containsExactlyInAnyOrder("connection_string", "db_name", "readPreference");
    }

    private static JsonObject settings(String connectionString) {
        return MongoStore.settings(new PersistenceConfig(connectionString, null, 0, 0, 0));
    }
}
