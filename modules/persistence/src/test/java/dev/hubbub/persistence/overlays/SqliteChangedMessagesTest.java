// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import org.junit.jupiter.api.AfterEach;

/** The requests on the embedded store. */
final class SqliteChangedMessagesTest extends ChangedMessagesContract {
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
