// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.conversations;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.mongo.EmbeddedMongo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The requests on a MongoDB server. */
final class MongoConversationsTest extends ConversationsContract {
    private static EmbeddedMongo mongo;

    @BeforeAll
    static void startServer() {
        mongo = new EmbeddedMongo();
    }

    @AfterAll
    static void stopServer() {
        mongo.close();
    }

    @Override
    protected PersistenceConfig config() {
        return mongo.config();
    }
}
