// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.function.UnaryOperator;

/** Sees each command that a {@link MongoTestServer} gets, and may change it, refuse it or answer it. */
@FunctionalInterface
public interface CommandInterceptor {
    /** Passes each command on. */
    CommandInterceptor NONE = (command, query, server) -> server.apply(query);

    /** @param server carries out a command */
    Document handle(String command, Document query, UnaryOperator<Document> server);
}
