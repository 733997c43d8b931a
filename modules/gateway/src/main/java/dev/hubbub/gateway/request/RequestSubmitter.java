// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one way of requests of clients, on another event loop. */
@FunctionalInterface
public interface RequestSubmitter {
    /** @return the reply, a record or anything that JSON can hold; fails as a request fails, on any thread */
    Future<Object> submit(Requester from, String address, @Nullable Object body);

    /** @param eventLoop hands the pipeline to what it gets, on the event loop of the pipeline */
    static RequestSubmitter to(Consumer<Consumer<RequestPipeline>> eventLoop) {
        return (from, address, body) -> {
            Promise<Object> answer = Promise.promise();
            eventLoop.accept(pipeline -> Future.succeededFuture()
                    .compose(now -> pipeline.submit(from, address, body))
                    .onComplete(answer));
            return answer.future();
        };
    }
}
