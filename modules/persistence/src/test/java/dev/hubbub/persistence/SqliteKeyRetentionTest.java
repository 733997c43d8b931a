// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

/** On the embedded store. */
final class SqliteKeyRetentionTest extends KeyRetentionContract {
    private final TestDirectory directory = new TestDirectory();

    @Override
    Store open(Vertx vertx) throws Exception {
        return directory.open(vertx);
    }

    @AfterEach
    void delete() {
        directory.close();
    }
}
