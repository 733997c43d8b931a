// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.gateway.dialect.Dialect;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The responses of one event loop that are open. Their sessions may be anywhere. */
public final class PollResponses {
    private final Vertx vertx;
    private final PollingRouter router;
    private final Dialect dialect;
    private final long lifeMillis;
    private final long unreadMillis;
    private final Set<PollResponse> open = new HashSet<>();
    private final Promise<Void> empty = Promise.promise();
    private boolean leaving;

    /**
     * Of one event loop.
     *
     * @param lifeMillis after which a response ends, for the client to come again
     * @param unreadMillis after which it is cut off then, if the client does not read it
     */
    public PollResponses(Vertx vertx, PollingRouter router, Dialect dialect, long lifeMillis, long unreadMillis) {
        this.unreadMillis = unreadMillis;
        this.vertx = vertx;
        this.router = router;
        this.dialect = dialect;
        this.lifeMillis = lifeMillis;
    }

    /** Begins to answer a poll. */
    public void start(PollRequest request, PollFormat format) {
        PollResponse response = new PollResponse(vertx, router, dialect, request, format);
        open.add(response);
        response.start(leaving ? 0 : lifeMillis, unreadMillis, () -> ended(response));
    }

    private void ended(PollResponse response) {
        open.remove(response);
        if (leaving && open.isEmpty()) {
            empty.tryComplete();
        }
    }

    /** How many are open. */
    public int count() {
        return open.size();
    }

    /** Ends all responses, each with what there is to tell. Completes when that is done, or the time is over. */
    public Future<Void> leave(long withinMillis) {
        leaving = true;
        List.copyOf(open).forEach(PollResponse::hurry);
        if (open.isEmpty()) {
            return Future.succeededFuture();
        }
        vertx.setTimer(withinMillis, late -> empty.tryComplete());
        return empty.future();
    }
}
