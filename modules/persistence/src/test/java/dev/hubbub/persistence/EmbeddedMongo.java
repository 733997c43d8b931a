// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A MongoDB server in this process. One worker: the server encodes replies while the next request may change them. */
final class EmbeddedMongo implements AutoCloseable {
    /** A busy machine is no store that is away. */
    private static final int ANSWER_MILLIS = 10_000;

    private final MongoServer server = new MongoServer(H2Backend.inMemory());
    private final String connectionString;

    EmbeddedMongo() {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, 1);
        connectionString = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
    }

    /** A database that nobody else uses. */
    PersistenceConfig config() {
        return config("test-" + UUID.randomUUID().toString().substring(0, 30));
    }

    /** The same for one who soon gives up waiting, as by default. */
    PersistenceConfig hurried() {
        return new PersistenceConfig(connectionString, config().database(), 0, 0, 0);
    }

    PersistenceConfig config(String database) {
        return new PersistenceConfig(connectionString, database, 0, 0, 0, ANSWER_MILLIS, 0, 0, null);
    }

    Store open(Vertx vertx) throws Exception {
        return open(vertx, config());
    }

    Store open(Vertx vertx, PersistenceConfig config) throws Exception {
        return Store.open(vertx, config).await(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
