// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest {
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
    void writesAreThereAfterReopening() throws Exception {
        try (EmbeddedStore store = open()) {
            insert(store, 0, 200);
        }
        try (EmbeddedStore store = open()) {
            assertThat(count(store)).isEqualTo(200);
        }
    }

    @Test
    void acknowledgedWritesAreInTheFileBeforeClose() throws Exception {
        Path copy = Files.createDirectory(data.resolve("copy"));
        try (EmbeddedStore store = open()) {
            insert(store, 0, 50);
            Files.copy(data.resolve("store.mv"), copy.resolve("store.mv")); // what a killed process leaves behind
        }
        try (EmbeddedStore store = EmbeddedStore.open(copy, 0, failure -> {})) {
            assertThat(count(store)).isEqualTo(50);
        }
    }

    @Test
    void aSecondStoreInTheSameDirectoryIsRefused() {
        try (EmbeddedStore first = open()) {
            assertThat(first.connectionString()).startsWith("mongodb://127.0.0.1:");
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("another hub uses this directory");
        }
    }

    @Test
    void aTakenPortIsRefusedAndUnlocksTheDirectory() throws Exception {
        try (EmbeddedStore first = open()) {
            int port = port(first);
            Path other = Files.createDirectory(data.resolve("other"));
            assertThatThrownBy(() -> EmbeddedStore.open(other, port, failure -> {}))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("--port: " + port);
            EmbeddedStore.open(other, 0, failure -> {}).close();
        }
    }

    @Test
    void noOtherMachineReachesIt() throws Exception {
        List<InetAddress> others = new ArrayList<>(NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList());
        others.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
        try (EmbeddedStore store = open()) {
            int port = port(store);
            new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port).close();
            for (InetAddress address : others) {
                assertThatThrownBy(() -> new Socket(address, port).close())
                        .as("%s", address)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private static int port(EmbeddedStore store) {
        return Integer.parseInt(store.connectionString().replaceAll(".*:", ""));
    }

    @Test
    void garbageIsRefusedAndLeftAlone() throws Exception {
        Files.writeString(data.resolve("store.mv"), "no store at all\n".repeat(1_000));
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("bring back a copy");
        assertThat(Files.readString(data.resolve("store.mv"))).startsWith("no store at all");
    }

    @Test
    void anEmptyFileIsRefused() throws Exception {
        Files.createFile(data.resolve("store.mv"));
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class);
    }

    @Test
    void aTruncatedFileIsRefused() throws Exception {
        try (EmbeddedStore store = open()) {
            insert(store, 0, 500);
        }
        truncate(data.resolve("store.mv"));
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class);
    }

    @Test
    void aStoreOfAnotherFormatIsRefused() {
        try (MVStore other = MVStore.open(data.resolve("store.mv").toString())) {
            other.<String, String>openMap("about").put("format", "999");
        }
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("format 999");
    }

    private EmbeddedStore open() {
        return EmbeddedStore.open(data, 0, failure -> {});
    }

    private void insert(EmbeddedStore store, int from, int to) throws Exception {
        MongoClient client = client(store);
        for (int i = from; i < to; i++) {
            client.insert("entries", new JsonObject().put("_id", "room:" + i).put("text", "hello " + i))
                    .await(5, SECONDS);
        }
        client.close().await(5, SECONDS);
    }

    private long count(EmbeddedStore store) throws Exception {
        MongoClient client = client(store);
        long count = client.count("entries", new JsonObject()).await(5, SECONDS);
        client.close().await(5, SECONDS);
        return count;
    }

    private MongoClient client(EmbeddedStore store) {
        return MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", store.connectionString())
                        .put("db_name", "hubbub"));
    }

    private static void truncate(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }
}
