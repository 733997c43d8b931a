// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.persistence.store.Store;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An embedded store in a directory of its own for each test. */
final class SqliteStoreExtension implements BeforeEachCallback, AfterEachCallback {
    private TestDirectory directory;
    private Vertx vertx;
    private Store store;

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        directory = new TestDirectory();
        vertx = Vertx.vertx();
        store = directory.open(vertx);
    }

    /** The store of this test. */
    Store store() {
        return store;
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        store.close().await(20, SECONDS);
        vertx.close().await(20, SECONDS);
        directory.close();
    }
}
