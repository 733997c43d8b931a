// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code power}, acknowledged writes survive the loss of all writes that were not forced to disk. */
class PowerCutTest {
    private static final int ROUNDS = 20;

    @TempDir
    private Path data;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(5, SECONDS);
    }

    @Test
    void nothingAcknowledgedIsMissing() throws Exception {
        FilePath.register(new FaultyFiles());
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            Path after = Files.createDirectory(data.resolve("after" + round));
            List<Integer> acked = writeUntilCut(round, after, random);
            try (EmbeddedStore store = open(after)) {
                assertThat(count(store, acked)).as("round " + round).isEqualTo(acked.size());
            }
        }
    }

    /** Cuts the power in the middle of many writes; returns the acknowledged ones. */
    private List<Integer> writeUntilCut(int round, Path after, Random random) throws Exception {
        Path before = Files.createDirectory(data.resolve("before" + round));
        List<Integer> acked = new ArrayList<>();
        AtomicBoolean cut = new AtomicBoolean();
        CountDownLatch enough = new CountDownLatch(1);
        try (EmbeddedStore store = open(before)) {
            MongoClient client = client(store);
            List<Future<String>> writes = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int id = i;
                JsonObject document = new JsonObject().put("_id", id).put("text", "x".repeat(random.nextInt(4_000)));
                writes.add(client.insert("entries", document).onSuccess(done -> {
                    synchronized (acked) {
                        if (!cut.get()) {
                            acked.add(id);
                            if (acked.size() == 20 + round) {
                                enough.countDown();
                            }
                        }
                    }
                }));
            }
            enough.await();
            synchronized (acked) {
                cut.set(true);
            }
            FaultyFiles.leaveBehind(before.resolve("store.mv"), after.resolve("store.mv"), random);
            if (Files.exists(before.resolve("store.mark"))) {
                Files.copy(before.resolve("store.mark"), after.resolve("store.mark"));
            }
            Future.join(writes).otherwiseEmpty().await(20, SECONDS);
            client.close().await(5, SECONDS);
        }
        return acked;
    }

    private static EmbeddedStore open(Path directory) {
        return EmbeddedStore.open(
                directory,
                0,
                watermark ->
                        new StoreFile(directory.resolve("store.mv"), FaultyFiles.SCHEME, watermark, Durability.POWER),
                failure -> {});
    }

    private long count(EmbeddedStore store, List<Integer> ids) throws Exception {
        MongoClient client = client(store);
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(ids)));
        long count = client.count("entries", query).await(5, SECONDS);
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
}
