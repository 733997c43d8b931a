// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.ArrayList;
import java.util.List;

/**
 * A query whose answer has a known size, which the server is told. {@code MongoClient.findWithOptions} asks for batches of
 * 2,147,483,647 documents instead, whatever its options say.
 */
public final class BoundedFind {
    /** At most so many documents, in one batch. It has room for one more, so that the server ends the cursor with it. */
    public static FindOptions limit(int documents) {
        return new FindOptions().setLimit(documents).setBatchSize(documents + 1);
    }

    /** @param options of {@link #limit} */
    public static Future<List<JsonObject>> run(
            MongoClient client, String collection, JsonObject query, FindOptions options) {
        Promise<List<JsonObject>> found = Promise.promise();
        List<JsonObject> documents = new ArrayList<>();
        ReadStream<JsonObject> stream = client.findBatchWithOptions(collection, query, options);
        stream.exceptionHandler(found::tryFail)
                .endHandler(end -> found.tryComplete(documents))
                .handler(documents::add);
        return found.future();
    }

    private BoundedFind() {}
}
