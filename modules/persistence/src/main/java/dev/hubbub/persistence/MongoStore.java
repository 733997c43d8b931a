// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import com.mongodb.ConnectionString;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.InstantSource;

/** The three ports on one MongoDB client. */
final class MongoStore {
    private static final JsonObject PING = new JsonObject().put("ping", 1);
    private static final int HEARTBEAT_MILLIS = 2_000;

    /** Connections that a rush needed are closed after it: the driver would keep up to a hundred for good. */
    private static final long IDLE_MILLIS = 20_000;

    private static final long MAINTENANCE_MILLIS = 10_000;

    /** Off the event loop: reading the connection string may ask the DNS, and the driver takes its time to start. */
    static Future<Store> open(Vertx vertx, PersistenceConfig config) {
        return vertx.executeBlocking(() -> MongoClient.create(vertx, settings(config)))
                .compose(client -> open(vertx, config, client));
    }

    private static Future<Store> open(Vertx vertx, PersistenceConfig config, MongoClient client) {
        StoreCalls calls = new StoreCalls(vertx, config, () -> client.runCommand("ping", PING));
        MongoEntryStore log = new MongoEntryStore(client, calls);
        MongoUserStore users = new MongoUserStore(client, calls, InstantSource.system());
        Store store = new Store(log, new MongoRoomStore(client, calls), users, calls::underWay, () -> {
            calls.close();
            return client.close();
        });
        return log.createIndex().map(store).recover(cause -> store.close()
                .transform(closed -> Future.failedFuture(cause)));
    }

    /**
     * Fails fast: whoever asked is told after {@code answerMillis}, and soon after it the driver gives the connection
     * up, so that no call sits on one that is dead. Acknowledges only what a majority of the replica set has in its journal; what the connection
     * string says otherwise holds. Reads always ask the primary: a log that lags is no log to number from.
     */
    static JsonObject settings(PersistenceConfig config) {
        int answer = config.answerMillis();
        ConnectionString said = new ConnectionString(config.connectionString());
        JsonObject settings = new JsonObject()
                .put("connection_string", config.connectionString())
                .put("db_name", config.database())
                .put("readPreference", "primary");
        if (said.getServerSelectionTimeout() == null) {
            settings.put("serverSelectionTimeoutMS", answer);
        }
        if (said.getConnectTimeout() == null) {
            settings.put("connectTimeoutMS", answer);
        }
        if (said.getMaxWaitTime() == null) {
            settings.put("waitQueueTimeoutMS", answer);
        }
        if (said.getSocketTimeout() == null) {
            settings.put("socketTimeoutMS", 2 * answer + 1_000);
        }
        if (said.getHeartbeatFrequency() == null) {
            settings.put("heartbeatFrequencyMS", HEARTBEAT_MILLIS);
        }
        if (said.getMaxConnectionIdleTime() == null) {
            settings.put("maxIdleTimeMS", IDLE_MILLIS).put("maintenanceFrequencyMS", MAINTENANCE_MILLIS);
        }
        if (said.getWriteConcern() == null) {
            settings.put("w", "majority").put("j", true).put("wtimeoutMS", answer * 2 / 3);
        }
        if (said.getReadConcern() == null) {
            settings.put("readConcernLevel", "majority");
        }
        return settings;
    }

    private MongoStore() {}
}
