// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task for each user that is retried until it succeeds. One task of a user runs at a time, and only the newest
 * value of a user is kept; few tasks run at once. After a task its user may rest for some time, before the next one.
 *
 * @param <V> the value that the task is run with
 */
final class RetryQueue<V> {
    static final int MAX_RUNNING = 32;
    static final int MAX_USERS = 50_000;
    static final long RETRY_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(RetryQueue.class);

    private final String taskName;
    private final Clock clock;
    private final BiFunction<UserId, V, Future<?>> task;
    private final long restMillis;
    private final Map<UserId, V> pending = new HashMap<>();

    /** The users who rest, and since when; the longest first. */
    private final Map<UserId, Long> resting = new LinkedHashMap<>();

    private final Queue<UserId> ready = new ArrayDeque<>();
    private final Queue<Retry> retries = new ArrayDeque<>();
    private int running;
    private boolean starting;
    private boolean failing;

    private record Retry(UserId user, long at) {}

    /** A queue whose users do not rest. */
    RetryQueue(String taskName, Clock clock, BiFunction<UserId, V, Future<?>> task) {
        this(taskName, clock, 0, task);
    }

    /**
     * @param taskName names the task in the log
     * @param restMillis from one task of a user that succeeded to the next one
     */
    RetryQueue(String taskName, Clock clock, long restMillis, BiFunction<UserId, V, Future<?>> task) {
        this.taskName = taskName;
        this.clock = clock;
        this.restMillis = restMillis;
        this.task = task;
    }

    /** Runs the task for this user as soon as possible. The value replaces one that has not been done yet. */
    void add(UserId user, V value) {
        if (!pending.containsKey(user)) {
            if (pending.size() >= MAX_USERS) {
                LOG.debug("{}: {} left out, {} users wait already", taskName, user, MAX_USERS);
                return;
            }
            if (!isResting(user)) {
                ready.add(user);
            }
        }
        pending.put(user, value);
        startReady();
    }

    private boolean isResting(UserId user) {
        Long since = resting.get(user);
        if (since != null && clock.millis() - since >= restMillis) {
            resting.remove(user);
            return false;
        }
        return since != null;
    }

    /** How many users have a value that is not done. */
    int size() {
        return pending.size();
    }

    /** How many users rest. */
    int resting() {
        return resting.size();
    }

    /** The value of the user that is not done. */
    Optional<V> pending(UserId user) {
        return Optional.ofNullable(pending.get(user));
    }

    /** Starts the retries that are due, and what waits for users who have rested. */
    void retryDue() {
        wakeRested();
        while (!retries.isEmpty() && retries.peek().at() <= clock.millis()) {
            ready.add(retries.poll().user());
        }
        startReady();
    }

    private void wakeRested() {
        Iterator<Map.Entry<UserId, Long>> longest = resting.entrySet().iterator();
        while (longest.hasNext()) {
            Map.Entry<UserId, Long> next = longest.next();
            if (clock.millis() - next.getValue() < restMillis) {
                return;
            }
            longest.remove();
            if (pending.containsKey(next.getKey())) {
                ready.add(next.getKey());
            }
        }
    }

    /** A task that is done at once lets the loop go on, which is running then. */
    private void startReady() {
        if (starting) {
            return;
        }
        starting = true;
        while (running < MAX_RUNNING && !ready.isEmpty()) {
            UserId user = ready.poll();
            V value = Objects.requireNonNull(pending.get(user), "not pending");
            running++;
            task.apply(user, value).onSuccess(done -> succeeded(user, value)).onFailure(cause -> failed(user, cause));
        }
        starting = false;
    }

    private void succeeded(UserId user, V value) {
        running--;
        failing = false;
        rest(user);
        if (!pending.remove(user, value) && !resting.containsKey(user)) {
            ready.add(user); // a newer value was added meanwhile
        }
        startReady();
    }

    /** When too many rest, the others go on without. */
    private void rest(UserId user) {
        if (restMillis > 0 && resting.size() < MAX_USERS) {
            resting.put(user, clock.millis());
        }
    }

    private void failed(UserId user, Throwable cause) {
        running--;
        if (!failing) {
            failing = true; // one line in the log until a task succeeds again
            LOG.warn("{}: failed, goes on later: {}", taskName, cause.getMessage());
        }
        retries.add(new Retry(user, clock.millis() + RETRY_MILLIS));
        startReady();
    }
}
