// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog.UpdateUser;
import dev.hubbub.contract.messages.MessageLog.UserRecord;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserStore;
import dev.hubbub.persistence.store.UserStoreContract;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on a MongoDB server. */
@ExtendWith(VertxExtension.class)
final class MongoUserStoreTest extends UserStoreContract {
    private static EmbeddedMongo mongo;

    private PersistenceConfig config;
    private Store store;

    @BeforeAll
    static void startServer() {
        mongo = new EmbeddedMongo();
    }

    @AfterAll
    static void stopServer() {
        mongo.close();
    }

    @BeforeEach
    void open(Vertx vertx) throws Exception {
        config = mongo.config();
        store = mongo.open(vertx, config);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void userDisabledByAnEarlierBuildStaysDisabledUntilTheNextDecision(Vertx vertx) throws Exception {
        MongoClient raw = MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", config.connectionString())
                        .put("db_name", config.database()));
        raw.save("users", new JsonObject().put("_id", "ann").put("disabled", true))
                .await(5, SECONDS);
        raw.close().await(5, SECONDS);
        assertThat(ann().disabled()).isTrue();

        users().update(new UpdateUser(user("ann"), null, null, null, false, Instant.EPOCH))
                .await(5, SECONDS);
        assertThat(ann().disabled()).isFalse();
    }

    private UserRecord ann() throws Exception {
        return users().get(List.of(user("ann"))).await(5, SECONDS).get(0);
    }

    @Override
    protected UserStore users() {
        return store.users();
    }
}
