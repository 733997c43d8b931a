// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.history;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.Subscriber;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import dev.hubbub.gateway.request.Requester;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One request that follows a room until there is something new. It is answered with what came in one turn of the event loop,
 * or with the failure that ended the subscription in that turn.
 */
final class HistoryWait implements Subscriber {
    private static final int MAX_CHARACTERS = 262_144;

    private final Requester from;
    private final Caller caller;
    private final Messages.History asked;
    private final long after;
    private final Executor nextTurn;
    private final Set<String> addresses = new HashSet<>();
    private final List<Object> entries = new ArrayList<>();
    private final Promise<Object> reply = Promise.promise();
    private @Nullable HubException failure;
    private int characters;
    private boolean ending;

    /** Entries as the feed has them; in JSON the same as {@link Messages.Page}. */
    private record NewEntries(List<Object> messages) {}

    /** @param nextTurn runs something after what runs now */
    HistoryWait(Requester from, Messages.History asked, Executor nextTurn) {
        this.from = from;
        this.caller = Objects.requireNonNull(from.caller(), "not logged in");
        this.asked = asked;
        this.after = Objects.requireNonNull(asked.after(), "after, which wait needs");
        this.nextTurn = nextTurn;
        addresses.add(Feeds.of(asked.room()));
    }

    /** The answer, once there is one. */
    Future<Object> reply() {
        return reply.future();
    }

    Requester from() {
        return from;
    }

    Messages.History asked() {
        return asked;
    }

    /** The entry after which it wants entries. */
    long after() {
        return after;
    }

    /** Whether the client is there no more. */
    boolean isAbandoned() {
        return from.isClosed();
    }

    /** Answers with what there is, which may be nothing. */
    void end() {
        ending = true;
        if (failure == null) {
            reply.tryComplete(new NewEntries(entries));
        } else {
            reply.tryFail(failure);
        }
    }

    /** Answers with another answer, once there is one. */
    void endWith(Future<Object> other) {
        ending = true;
        other.onComplete(reply::tryComplete, reply::tryFail);
    }

    private void endSoon() {
        if (!ending) {
            ending = true;
            nextTurn.execute(this::end);
        }
    }

    @Override
    public Caller follower() {
        return caller;
    }

    @Override
    public boolean isClosed() {
        return reply.future().isComplete() || isAbandoned();
    }

    @Override
    public Set<String> addresses() {
        return addresses;
    }

    @Override
    public double backlog() {
        return 0;
    }

    @Override
    public void tooSlow() {
        end(); // it has got nothing yet, and may ask again
    }

    @Override
    public void receive(RoomEntry entry) {
        int length = entry.delivery().json().length();
        boolean fits = entries.isEmpty() || characters + length <= MAX_CHARACTERS;
        if (entry.seq() > after && entries.size() < asked.limit() && fits && failure == null) {
            characters += length;
            entries.add(entry.delivery().body());
            endSoon();
        }
    }

    /** Hints are no entries. */
    @Override
    public void send(Delivery hint) {}

    /** The position is that of the request. */
    @Override
    public void reply(String address, @Nullable Object body) {}

    @Override
    public void fail(String address, HubException cause) {
        failure = cause;
        endSoon();
    }
}
