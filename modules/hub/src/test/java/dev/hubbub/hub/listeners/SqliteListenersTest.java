// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import dev.hubbub.persistence.config.PersistenceConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteListenersTest extends ListenersContract {
    @TempDir
    private Path directory;

    @Override
    protected PersistenceConfig config() {
        return PersistenceConfig.inMemory().storedIn(directory.toString());
    }
}
