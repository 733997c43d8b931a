// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks presence about users. Each shard has one lookup in flight; users who are asked about meanwhile share the next one, so
 * that many busy direct rooms cost no more lookups than presence answers. Of users who do not fit nothing is known.
 */
final class PresenceBatches {
    /** How many lookups of a shard may wait. */
    static final int MAX_WAITING = 8;

    private final Function<Presence.Lookup, Future<Presence.States>> presence;
    private final long millis;

    /** The lookups of each shard: the first one is in flight. */
    private final Map<Integer, Deque<Batch>> shards = new HashMap<>();

    private int size;

    /** One lookup. Its answer never fails. */
    private record Batch(Set<UserId> users, Promise<Map<UserId, State>> answer) {
        Batch() {
            this(new LinkedHashSet<>(), Promise.promise());
        }

        boolean fits(Collection<UserId> more) {
            long added = more.stream().filter(user -> !users.contains(user)).count();
            return users.size() + added <= Presence.MAX_USERS;
        }
    }

    /** @param millis how long a lookup is waited for */
    PresenceBatches(Function<Presence.Lookup, Future<Presence.States>> presence, long millis) {
        this.presence = presence;
        this.millis = millis;
    }

    /** How many lookups are in flight or wait; from any thread. */
    int size() {
        return size;
    }

    /** What others see of users, at most {@link Presence#MAX_USERS}. Those of whom nothing is known are left out. */
    Future<Map<UserId, State>> states(Collection<UserId> users) {
        Map<UserId, State> states = new HashMap<>();
        Map<Integer, List<UserId>> byShard =
                users.stream().distinct().collect(Collectors.groupingBy(user -> Shard.of(user.value())));
        List<Future<Void>> answers = byShard.entrySet().stream()
                .map(each -> ask(each.getKey(), each.getValue()).<Void>map(known -> {
                    each.getValue().stream()
                            .filter(known::containsKey)
                            .forEach(user -> states.put(user, known.get(user)));
                    return null;
                }))
                .toList();
        return Future.join(answers).map(states);
    }

    private Future<Map<UserId, State>> ask(int shard, List<UserId> users) {
        Deque<Batch> batches = shards.computeIfAbsent(shard, first -> new ArrayDeque<>());
        boolean isIdle = batches.isEmpty();
        if (batches.size() < 2 || !batches.getLast().fits(users)) {
            if (batches.size() > MAX_WAITING) {
                return Future.succeededFuture(Map.of());
            }
            batches.add(new Batch());
            size++;
        }
        Batch batch = batches.getLast();
        batch.users().addAll(users);
        if (isIdle) {
            lookUp(shard, batches);
        }
        return batch.answer().future();
    }

    private void lookUp(int shard, Deque<Batch> batches) {
        Batch batch = batches.getFirst();
        presence.apply(new Presence.Lookup(shard, List.copyOf(batch.users())))
                .timeout(millis, TimeUnit.MILLISECONDS)
                .map(PresenceBatches::byUser)
                .otherwise(Map.of())
                .onSuccess(known -> {
                    batches.removeFirst();
                    size--;
                    if (batches.isEmpty()) {
                        shards.remove(shard);
                    } else {
                        lookUp(shard, batches);
                    }
                    batch.answer().complete(known);
                });
    }

    private static Map<UserId, State> byUser(Presence.States found) {
        return found.users().stream().collect(Collectors.toMap(State::user, state -> state, (one, other) -> other));
    }
}
