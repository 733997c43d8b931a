// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

/** Two writers on one embedded store, as on a node that takes a shard back before the other has let it go. */
final class SqliteTwoWritersTest extends TwoWritersContract {
    private final TestDirectory directory = new TestDirectory();
    private Store opened;

    @Override
    Store open(Vertx vertx) throws Exception {
        if (opened == null) {
            opened = directory.open(vertx);
        }
        return opened;
    }

    @AfterEach
    void close() throws Exception {
        opened.close().await(5, SECONDS);
        directory.close();
    }
}
