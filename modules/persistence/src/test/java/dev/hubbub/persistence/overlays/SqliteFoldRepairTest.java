// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

/** Missing effects on the embedded store. */
final class SqliteFoldRepairTest extends FoldRepairContract {
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
