// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.roomsOf;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.config.PersistenceConfig.StoreException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        return new PersistenceConfig(
                "mongodb://127.0.0.1:" + port, null, null, 0, 0, 0, 300, 0, 0, null, null, 0, true);
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

    @Test
    void databaseIsTheOneThatTheConnectionStringNames() {
        assertThat(settings("mongodb://a.example/chat?w=1").getString("db_name"))
                .isEqualTo("chat");
        assertThat(settings("mongodb://a.example").getString("db_name")).isEqualTo("hubbub");
    }

    @Test
    void hubsWithDifferentDatabasesShareNoRoom(Vertx vertx) throws Exception {
        try (EmbeddedMongo mongo = new EmbeddedMongo()) {
            Store one = mongo.open(vertx, named(mongo, "one"));
            Store two = mongo.open(vertx, named(mongo, "two"));
            new TestWriter(vertx, one).append(newRoom(ROOM, "ann")).await(5, SECONDS);

            assertThat(roomsOf(one.userRooms(), "ann").await(5, SECONDS)).hasSize(1);
            assertThat(roomsOf(two.userRooms(), "ann").await(5, SECONDS)).isEmpty();
            one.close().await(5, SECONDS);
            two.close().await(5, SECONDS);
        }
    }

    private static PersistenceConfig named(EmbeddedMongo mongo, String database) {
        String server = mongo.config().connectionString();
        return new PersistenceConfig(server.replaceFirst("(://[^/]+)/?", "$1/" + database), null, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://ann:s3cret@a.example:s3cret",
                "mongodb://ann:s3:cret@a.example",
                "mongodb://a.example/?authMechanism=MONGODB-AWS&authMechanismProperties=s3cret",
                "mongodb://a.example/?connectTimeoutMS=s3cret",
            })
    void messagesOfTheDriverDoNotRepeatTheConnectionString(String connectionString, Vertx vertx) {
        PersistenceConfig config = new PersistenceConfig(connectionString, null, 0, 0, 0);

        assertThatThrownBy(() -> MongoStore.open(vertx, config).await(20, SECONDS))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("persistence.connectionString: ")
                .message()
                .doesNotContain("s3", "cret", "ann");
    }

    private static JsonObject settings(String connectionString) {
        return MongoStore.settings(new PersistenceConfig(connectionString, null, 0, 0, 0));
    }
}
