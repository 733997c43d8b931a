// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import com.mongodb.ConnectionString;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;

/** The three ports on one MongoDB client. */
final class MongoStore {
    private static final int CONNECT_MILLIS = 1_500;
    private static final int ANSWER_MILLIS = 8_000;
    private static final int REPLICATE_MILLIS = 4_000;

    /** Off the event loop: reading the connection string may ask the DNS, and the driver takes its time to start. */
    static Future<Store> open(Vertx vertx, PersistenceConfig config) {
        return vertx.executeBlocking(() -> MongoClient.create(vertx, settings(config)))
                .compose(MongoStore::open);
    }

    private static Future<Store> open(MongoClient client) {
        MongoOutage outage = new MongoOutage();
        MongoMessageLog log = new MongoMessageLog(client, outage);
        Store store =
                new Store(log, new MongoRoomStore(client, outage), new MongoUserStore(client, outage), client::close);
        return log.createIndex().map(store).recover(cause -> store.close()
                .transform(closed -> Future.failedFuture(cause)));
    }

    /**
     * Fails fast, and acknowledges only what a majority of the replica set has in its journal; what the connection
     * string says otherwise holds. Reads always ask the primary: a log that lags is no log to number from.
     */
    static JsonObject settings(PersistenceConfig config) {
        ConnectionString said = new ConnectionString(config.connectionString());
        JsonObject settings = new JsonObject()
                .put("connection_string", config.connectionString())
                .put("db_name", config.database())
                .put("readPreference", "primary");
        if (said.getServerSelectionTimeout() == null) {
            settings.put("serverSelectionTimeoutMS", CONNECT_MILLIS);
        }
        if (said.getConnectTimeout() == null) {
            settings.put("connectTimeoutMS", CONNECT_MILLIS);
        }
        if (said.getMaxWaitTime() == null) {
            settings.put("waitQueueTimeoutMS", CONNECT_MILLIS);
        }
        if (said.getSocketTimeout() == null) {
            settings.put("socketTimeoutMS", ANSWER_MILLIS);
        }
        if (said.getWriteConcern() == null) {
            settings.put("w", "majority").put("j", true).put("wtimeoutMS", REPLICATE_MILLIS);
        }
        if (said.getReadConcern() == null) {
            settings.put("readConcernLevel", "majority");
        }
        return settings;
    }

    private MongoStore() {}
}
