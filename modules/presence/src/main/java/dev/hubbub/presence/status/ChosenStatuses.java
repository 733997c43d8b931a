// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.status;

import dev.hubbub.contract.users.UserRecords.ChosenStatus;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the users who are connected chose to be shown as. It is read from the store when a user connects, for many users in
 * one request, one request at a time: so what is read later is newer. While the store is away, users whose choice is not
 * known count as having chosen nothing.
 */
public final class ChosenStatuses {
    static final int MAX_READ = 1_000;
    static final long RETRY_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(ChosenStatuses.class);

    private final RemoteServices services;
    private final Clock clock;
    private final Map<UserId, ChosenStatus> known = new HashMap<>();
    private final Set<UserId> waiting = new LinkedHashSet<>();
    private final Map<UserId, Promise<Void>> awaited = new HashMap<>();
    private Set<UserId> reading = Set.of();
    private Promise<Void> round = Promise.promise();
    private Consumer<UserId> listener = user -> {};
    private boolean failing;
    private long retryAt;

    public ChosenStatuses(RemoteServices services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /** @param told of each user whose choice was read, or counts as none from now on */
    public void onRead(Consumer<UserId> told) {
        listener = told;
    }

    /** Reads what these users chose. */
    public void read(Collection<UserId> users) {
        waiting.addAll(users);
        if (failing) {
            users.stream().filter(user -> !known.containsKey(user)).forEach(listener);
        }
        start();
    }

    /** Reads what the user has just chosen. Completes when it is known here. */
    public Future<Void> readAgain(UserId user) {
        Promise<Void> read = awaited.computeIfAbsent(user, first -> Promise.promise());
        read(List.of(user));
        return read.future();
    }

    /** What the user chose; empty: it is being read. */
    public Optional<ChosenStatus> of(UserId user) {
        ChosenStatus chosen = known.get(user);
        return chosen == null && failing ? Optional.of(ChosenStatus.NONE) : Optional.ofNullable(chosen);
    }

    /** Completes once none of these users' choices is being read for the first time. */
    public Future<Void> ready(Collection<UserId> users) {
        return failing || users.stream().noneMatch(this::isAwaited)
                ? Future.succeededFuture()
                : round.future().compose(over -> ready(users));
    }

    private boolean isAwaited(UserId user) {
        return !known.containsKey(user) && (waiting.contains(user) || reading.contains(user));
    }

    /** The user is not connected any more, or not of this node. */
    public void forget(UserId user) {
        known.remove(user);
        waiting.remove(user);
        Optional.ofNullable(awaited.remove(user)).ifPresent(Promise::complete); // there is nothing to show
    }

    /** Of how many users it is known. */
    public int known() {
        return known.size();
    }

    /** Of how many users it is still to be read. */
    public int waiting() {
        return waiting.size() + reading.size();
    }

    /** To be called often: reads again what could not be read. */
    public void retryDue() {
        start();
    }

    private void start() {
        if (!reading.isEmpty() || waiting.isEmpty() || (failing && clock.millis() < retryAt)) {
            return;
        }
        List<UserId> users = waiting.stream().limit(MAX_READ).toList();
        users.forEach(waiting::remove);
        reading = Set.copyOf(users);
        Map<UserId, Promise<Void>> asked = new HashMap<>();
        users.forEach(user -> Optional.ofNullable(awaited.remove(user)).ifPresent(read -> asked.put(user, read)));
        services.chosenStatuses(users)
                .onSuccess(found -> succeeded(users, found))
                .onFailure(cause -> failed(users, cause))
                .onSuccess(found -> asked.values().forEach(Promise::complete))
                .onFailure(cause -> asked.values().forEach(read -> read.fail(cause)));
    }

    private void succeeded(List<UserId> users, Map<UserId, ChosenStatus> found) {
        failing = false;
        reading = Set.of();
        users.forEach(user -> known.put(user, found.getOrDefault(user, ChosenStatus.NONE)));
        over(users);
    }

    private void failed(List<UserId> users, Throwable cause) {
        reading = Set.of();
        waiting.addAll(users);
        retryAt = clock.millis() + RETRY_MILLIS;
        if (!failing) { // one line in the log until the store answers again
            failing = true;
            LOG.warn("chosen statuses cannot be read, goes on later: {}", cause.getMessage());
            over(List.copyOf(waiting));
        } else {
            over(List.of());
        }
    }

    private void over(List<UserId> users) {
        Promise<Void> ended = round;
        round = Promise.promise();
        users.forEach(listener);
        ended.complete();
        start();
    }
}
