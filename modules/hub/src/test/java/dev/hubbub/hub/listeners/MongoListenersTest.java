// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.mongo.MongoTestServer;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;

final class MongoListenersTest extends ListenersContract {
    private static final MongoTestServer SERVER = MongoTestServer.inMemory();

    /** Long, so that a busy machine opens no breaker. */
    private static final int ANSWER_MILLIS = 10_000;

    @Override
    protected PersistenceConfig config() {
        String database = "test-" + UUID.randomUUID().toString().substring(0, 30);
        return new PersistenceConfig(
                SERVER.connectionString(), database, null, 0, 0, 0, ANSWER_MILLIS, 0, 0, null, null, 0, true);
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }
}
