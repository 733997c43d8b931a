// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import org.junit.jupiter.api.AfterEach;

/** The search on the embedded store. */
final class SqliteSearchTest extends SearchContract {
    private final TestDirectory directory = new TestDirectory();

    @Override
    protected PersistenceConfig config() {
        return directory.config();
    }

    @AfterEach
    void delete() {
        directory.close();
    }
}
