// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.mongo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.testkit.process.JavaProcess;
import dev.hubbub.testkit.process.MongoProcess;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoTestServerTest {
    private static final String ENTRIES = "entries";

    @TempDir
    private Path data;

    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(5, SECONDS);
    }

    @Test
    void documentsAndUniqueIndexesAreThereAfterReopening() throws Exception {
        try (MongoTestServer server = MongoTestServer.open(data, 0)) {
            MongoClient client = client(server.connectionString());
            client.createIndexWithOptions(
                            ENTRIES,
                            new JsonObject().put("room", 1).put("key", 1),
                            new IndexOptions().name("once").unique(true))
                    .await(5, SECONDS);
            insert(client, 0, 100);
            client.close().await(5, SECONDS);
        }
        try (MongoTestServer server = MongoTestServer.open(data, 0)) {
            MongoClient client = client(server.connectionString());
            JsonObject seventh = new JsonObject().put("room", "r").put("key", 7L);
            assertThat(client.findOne(ENTRIES, seventh, null).await(5, SECONDS).getString("text"))
                    .isEqualTo("hello 7");
            assertThatThrownBy(() -> client.insert(ENTRIES, seventh).await(5, SECONDS))
                    .hasMessageContaining("duplicate key");
            assertThat(client.count(ENTRIES, new JsonObject()).await(5, SECONDS))
                    .isEqualTo(100);
            client.close().await(5, SECONDS);
        }
    }

    @Test
    void killedProcessHasLostNothingThatItAcknowledged() throws Exception {
        try (JavaProcess server = MongoProcess.start(data)) {
            MongoClient client = client(server.url());
            insert(client, 0, 50);
            server.kill();
            client.close().await(5, SECONDS);
        }
        try (JavaProcess server = MongoProcess.start(data)) {
            MongoClient client = client(server.url());
            assertThat(client.count(ENTRIES, new JsonObject()).await(5, SECONDS))
                    .isEqualTo(50);
            client.close().await(5, SECONDS);
            assertThat(server.stop()).as("in order").isEqualTo(143);
        }
    }

    @Test
    void noOtherMachineReachesIt() throws Exception {
        List<InetAddress> others = new ArrayList<>(NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList());
        others.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
        try (MongoTestServer server = MongoTestServer.inMemory()) {
            int port = Integer.parseInt(server.connectionString().replaceAll(".*:", ""));
            new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port).close();
            for (InetAddress address : others) {
                assertThatThrownBy(() -> new Socket(address, port).close())
                        .as("%s", address)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private static void insert(MongoClient client, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            JsonObject document = new JsonObject()
                    .put("_id", "room:" + i)
                    .put("room", "r")
                    .put("key", (long) i)
                    .put("text", "hello " + i);
            client.insert(ENTRIES, document).await(5, SECONDS);
        }
    }

    private MongoClient client(String connectionString) {
        JsonObject settings =
                new JsonObject().put("connection_string", connectionString).put("db_name", "test");
        return MongoClient.create(vertx, settings);
    }
}
