// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import com.mongodb.ConnectionString;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.config.PersistenceConfig.StoreException;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.mongo.client.StoreCircuitBreaker;
import dev.hubbub.persistence.store.mongo.members.MongoMemberStore;
import dev.hubbub.persistence.store.mongo.search.MongoSearchStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/** The ports on one MongoDB client. */
public final class MongoStore {
    private static final JsonObject PING = new JsonObject().put("ping", 1);
    private static final int HEARTBEAT_MILLIS = 2_000;

    /** Closes the connections of a load peak: the driver would keep up to a hundred forever. */
    private static final long IDLE_MILLIS = 20_000;

    private static final long MAINTENANCE_MILLIS = 10_000;

    /** Off the event loop: parsing the connection string may query the DNS, and the driver starts slowly. */
    public static Future<Store> open(Vertx vertx, PersistenceConfig config) {
        return open(vertx, config, StoreCircuitBreaker.RETRY);
    }

    /** @param retry how long a server that is not reached is tried again */
    static Future<Store> open(Vertx vertx, PersistenceConfig config, Duration retry) {
        return vertx.executeBlocking(() -> create(vertx, config))
                .compose(client -> open(
                        client,
                        config.maxCalls(),
                        new StoreCircuitBreaker(vertx, config, () -> client.runCommand("ping", PING), retry)));
    }

    /** The driver repeats parts of the connection string in its messages, between quotes. */
    private static MongoClient create(Vertx vertx, PersistenceConfig config) {
        try {
            return MongoClient.create(vertx, settings(config));
        } catch (IllegalArgumentException e) {
            String problem = String.valueOf(e.getMessage()).split("['\"]", 2)[0].strip();
            throw new StoreException(
                    "persistence.connectionString: " + problem + " (expected: one that the MongoDB driver" + " takes)");
        }
    }

    private static Future<Store> open(MongoClient client, int maxWaiting, StoreCircuitBreaker breaker) {
        MongoRoomStore rooms = new MongoRoomStore(client, breaker, maxWaiting);
        MongoEntryStore entries = new MongoEntryStore(client, breaker, rooms, maxWaiting);
        MongoUserRoomStore userRooms = new MongoUserRoomStore(client, breaker, InstantSource.system(), maxWaiting);
        MongoMemberStore members = new MongoMemberStore(client, breaker, maxWaiting);
        MongoRecordStore records = new MongoRecordStore(client, breaker, maxWaiting);
        MongoSearchStore search = new MongoSearchStore(client, breaker);
        IntSupplier calls = () -> breaker.inFlight()
                + entries.waiting()
                + rooms.waiting()
                + userRooms.waiting()
                + members.waiting()
                + records.waiting();
        Store store = new Store(entries, rooms, userRooms, members, records, search, calls, () -> {
            breaker.close();
            return client.close();
        });
        return entries.createIndexes()
                .compose(created -> records.createIndex())
                .compose(created -> members.createIndexes())
                .compose(created -> search.createIndexes())
                .map(store)
                .recover(cause -> store.close().transform(closed -> Future.failedFuture(cause)));
    }

    /**
     * Fails fast: a caller gets an error after {@code answerMillis}, and soon after it the driver closes the
     * connection, so that no call hangs on a dead one. Acknowledges only what a majority of the replica set has in its
     * journal. The connection string overrides these settings. Reads always ask the primary: the head that a secondary
     * shows may be old.
     */
    static JsonObject settings(PersistenceConfig config) {
        int answer = config.answerMillis();
        ConnectionString given = new ConnectionString(config.connectionString());
        JsonObject settings = new JsonObject()
                .put("connection_string", config.connectionString())
                .put("db_name", config.databaseName())
                .put("readPreference", "primary");
        if (config.tls().isSet()) {
            settings.put("ssl", true).put("caPath", config.tls().authority());
        }
        if (given.getServerSelectionTimeout() == null) {
            settings.put("serverSelectionTimeoutMS", answer);
        }
        if (given.getConnectTimeout() == null) {
            settings.put("connectTimeoutMS", answer);
        }
        if (given.getMaxWaitTime() == null) {
            settings.put("waitQueueTimeoutMS", answer);
        }
        if (given.getSocketTimeout() == null) {
            settings.put("socketTimeoutMS", 2 * answer + 1_000);
        }
        if (given.getHeartbeatFrequency() == null) {
            settings.put("heartbeatFrequencyMS", HEARTBEAT_MILLIS);
        }
        if (given.getMaxConnectionIdleTime() == null) {
            settings.put("maxIdleTimeMS", IDLE_MILLIS).put("maintenanceFrequencyMS", MAINTENANCE_MILLIS);
        }
        if (given.getWriteConcern() == null) {
            settings.put("w", "majority").put("j", true).put("wtimeoutMS", answer * 2 / 3);
        }
        if (given.getReadConcern() == null) {
            settings.put("readConcernLevel", "majority");
        }
        return settings;
    }

    private MongoStore() {}
}
