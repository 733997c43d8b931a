// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.testing.SecantusServer;
import dev.hubbub.testkit.mongo.CommandInterceptor;
import dev.hubbub.testkit.mongo.MongoTestServer;
import io.vertx.core.Vertx;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A MongoDB server, in this process unless it is SecantusDB, and stores on it. */
public final class EmbeddedMongo implements AutoCloseable {
    /** Long, so that a busy machine opens no breaker. */
    private static final int ANSWER_MILLIS = 10_000;

    /** {@code -Pfull} runs the contracts on a second server too. */
    private static final boolean SECANTUS = "secantus".equals(System.getProperty("hubbub.mongo"));

    private final Runnable closer;
    private final String connectionString;

    public EmbeddedMongo() {
        if (SECANTUS) {
            SecantusServer server = SecantusServer.start();
            closer = server::close;
            connectionString = server.connectionString();
        } else {
            MongoTestServer server = MongoTestServer.inMemory();
            closer = server::close;
            connectionString = server.connectionString();
        }
    }

    /** @param interceptor sees all commands */
    public EmbeddedMongo(CommandInterceptor interceptor) {
        MongoTestServer server = MongoTestServer.inMemory(interceptor);
        closer = server::close;
        connectionString = server.connectionString();
    }

    /** With a database of its own. */
    public PersistenceConfig config() {
        return config("test-" + UUID.randomUUID().toString().substring(0, 30));
    }

    /** The same with the default timeout. */
    public PersistenceConfig configWithDefaultTimeout() {
        return new PersistenceConfig(connectionString, config().database(), 0, 0, 0);
    }

    public PersistenceConfig config(String database) {
        return new PersistenceConfig(
                connectionString, database, null, 0, 0, 0, ANSWER_MILLIS, 0, 0, null, null, 0, true);
    }

    public Store open(Vertx vertx) throws Exception {
        return open(vertx, config());
    }

    public Store open(Vertx vertx, PersistenceConfig config) throws Exception {
        return MongoStore.open(vertx, config).await(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closer.run();
    }
}
