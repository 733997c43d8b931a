// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things to do for users with the help of others who may be away. For each user one thing at a time, and only the
 * newest; few under way in all; what fails is done again later, for as long as it takes.
 *
 * @param <V> what is to be done
 */
final class Errands<V> {
    static final int MAX_UNDER_WAY = 32;
    static final int MAX_USERS = 50_000;
    static final long RETRY_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final String what;
    private final Time time;
    private final BiFunction<UserId, V, Future<?>> run;
    private final Map<UserId, V> open = new HashMap<>();
    private final Queue<UserId> ready = new ArrayDeque<>();
    private final Queue<Retry> retries = new ArrayDeque<>();
    private int underWay;
    private boolean failing;

    private record Retry(UserId user, long at) {}

    /** @param what the words for it in the log */
    Errands(String what, Time time, BiFunction<UserId, V, Future<?>> run) {
        this.what = what;
        this.time = time;
        this.run = run;
    }

    /** To be done as soon as possible, instead of what is still to be done for this user. */
    void add(UserId user, V value) {
        if (!open.containsKey(user)) {
            if (open.size() >= MAX_USERS) {
                LOG.debug("{}: {} left out, {} users wait already", what, user, MAX_USERS);
                return;
            }
            ready.add(user);
        }
        open.put(user, value);
        advance();
    }

    /** For how many users something is still to be done. */
    int size() {
        return open.size();
    }

    /** What is still to be done for the user. */
    Optional<V> open(UserId user) {
        return Optional.ofNullable(open.get(user));
    }

    /** Gives those another chance whose time has come. */
    void retry() {
        while (!retries.isEmpty() && retries.peek().at() <= time.millis()) {
            ready.add(retries.poll().user());
        }
        advance();
    }

    private void advance() {
        while (underWay < MAX_UNDER_WAY && !ready.isEmpty()) {
            UserId user = ready.poll();
            V value = open.get(user);
            underWay++;
            run.apply(user, value).onSuccess(done -> succeeded(user, value)).onFailure(cause -> failed(user, cause));
        }
    }

    private void succeeded(UserId user, V value) {
        underWay--;
        failing = false;
        if (!open.remove(user, value)) {
            ready.add(user); // there is something newer meanwhile
        }
        advance();
    }

    private void failed(UserId user, Throwable cause) {
        underWay--;
        if (!failing) {
            failing = true; // one line for all that fail until one succeeds again
            LOG.warn("{}: failed, goes on later: {}", what, cause.getMessage());
        }
        retries.add(new Retry(user, time.millis() + RETRY_MILLIS));
        advance();
    }
}
