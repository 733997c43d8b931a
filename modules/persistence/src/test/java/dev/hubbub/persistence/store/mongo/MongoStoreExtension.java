// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A MongoDB server for a class, and a store with a database of its own for each test. */
final class MongoStoreExtension implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private EmbeddedMongo mongo;
    private PersistenceConfig config;
    private Vertx vertx;
    private Store store;

    @Override
    public void beforeAll(ExtensionContext test) {
        mongo = new EmbeddedMongo();
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        vertx = Vertx.vertx();
        config = mongo.config();
        store = mongo.open(vertx, config);
    }

    /** The store of this test. */
    Store store() {
        return store;
    }

    /** Where its database is. */
    PersistenceConfig config() {
        return config;
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        store.close();
        vertx.close().await(20, SECONDS);
    }

    @Override
    public void afterAll(ExtensionContext test) {
        mongo.close();
    }
}
