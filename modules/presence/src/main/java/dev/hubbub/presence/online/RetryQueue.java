// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.time.Clock;
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
final class RetryQueue<V> {
    static final int MAX_RUNNING = 32;
    static final int MAX_USERS = 50_000;
    static final long RETRY_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(RetryQueue.class);

    private final String taskName;
    private final Clock clock;
    private final BiFunction<UserId, V, Future<?>> task;
    private final Map<UserId, V> pending = new HashMap<>();
    private final Queue<UserId> ready = new ArrayDeque<>();
    private final Queue<Retry> retries = new ArrayDeque<>();
    private int running;
    private boolean failing;

    private record Retry(UserId user, long at) {}

    /** @param taskName the words for it in the log */
    RetryQueue(String taskName, Clock clock, BiFunction<UserId, V, Future<?>> task) {
        this.taskName = taskName;
        this.clock = clock;
        this.task = task;
    }

    /** To be done as soon as possible, instead of what is still to be done for this user. */
    void add(UserId user, V value) {
        if (!pending.containsKey(user)) {
            if (pending.size() >= MAX_USERS) {
                LOG.debug("{}: {} left out, {} users wait already", taskName, user, MAX_USERS);
                return;
            }
            ready.add(user);
        }
        pending.put(user, value);
        startReady();
    }

    /** For how many users something is still to be done. */
    int size() {
        return pending.size();
    }

    /** What is still to be done for the user. */
    Optional<V> pending(UserId user) {
        return Optional.ofNullable(pending.get(user));
    }

    /** Gives those another chance whose time has come. */
    void retryDue() {
        while (!retries.isEmpty() && retries.peek().at() <= clock.millis()) {
            ready.add(retries.poll().user());
        }
        startReady();
    }

    private void startReady() {
        while (running < MAX_RUNNING && !ready.isEmpty()) {
            UserId user = ready.poll();
            V value = pending.get(user);
            running++;
            task.apply(user, value).onSuccess(done -> succeeded(user, value)).onFailure(cause -> failed(user, cause));
        }
    }

    private void succeeded(UserId user, V value) {
        running--;
        failing = false;
        if (!pending.remove(user, value)) {
            ready.add(user); // there is something newer meanwhile
        }
        startReady();
    }

    private void failed(UserId user, Throwable cause) {
        running--;
        if (!failing) {
            failing = true; // one line for all that fail until one succeeds again
            LOG.warn("{}: failed, goes on later: {}", taskName, cause.getMessage());
        }
        retries.add(new Retry(user, clock.millis() + RETRY_MILLIS));
        startReady();
    }
}
