// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fallback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The responses of one event loop that are open. Their sessions may be anywhere. */
public final class Readers {
    private final Vertx vertx;
    private final PostOffice office;
    private final long lifeMillis;
    private final Set<Reader> open = new HashSet<>();
    private final Promise<Void> empty = Promise.promise();
    private boolean leaving;

    /** @param lifeMillis after which a response ends, for the client to come again */
    public Readers(Vertx vertx, PostOffice office, long lifeMillis) {
        this.vertx = vertx;
        this.office = office;
        this.lifeMillis = lifeMillis;
    }

    void start(Visit visit, Transport transport) {
        Reader reader = new Reader(vertx, office, visit, transport);
        open.add(reader);
        reader.start(leaving ? 0 : lifeMillis, () -> ended(reader));
    }

    private void ended(Reader reader) {
        open.remove(reader);
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
        List.copyOf(open).forEach(Reader::hurry);
        if (open.isEmpty()) {
            return Future.succeededFuture();
        }
        vertx.setTimer(withinMillis, late -> empty.tryComplete());
        return empty.future();
    }
}
