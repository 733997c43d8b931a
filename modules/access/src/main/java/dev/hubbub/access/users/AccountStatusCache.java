// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Caches the account status of users for a few seconds. It loads missing users in batches, so that many logins at once
 * cost only a few requests.
 */
public final class AccountStatusCache {
    private static final int MAX_SIZE = 100_000;
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);
    private static final int MAX_BATCH = Records.MAX_KEYS / 2; // two records of each user
    private static final int MAX_WAITING = 20_000;
    private static final int MAX_IN_FLIGHT = 4;

    private final UserRecordClient users;
    private final Cache<UserId, AccountStatus> statuses;
    private final Map<UserId, Promise<AccountStatus>> waiting = new LinkedHashMap<>();
    private final Set<Query> inFlight = new HashSet<>();

    /** One batch of users. Compared by identity. */
    private static final class Query {
        private final Map<UserId, Promise<AccountStatus>> users = new LinkedHashMap<>();
        private final Set<UserId> changed = new HashSet<>();
    }

    public AccountStatusCache(UserRecordClient users, LongSupplier nanoClock) {
        this.users = users;
        this.statuses = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(nanoClock::getAsLong)
                .expireAfterWrite(TIME_TO_LIVE)
                .maximumSize(MAX_SIZE)
                .build();
    }

    /** About how many users are cached. */
    public long size() {
        return statuses.estimatedSize();
    }

    /** How many users wait for the next batch. Any thread may call it. */
    public int waiting() {
        return waiting.size();
    }

    Future<AccountStatus> get(UserId user) {
        AccountStatus status = statuses.getIfPresent(user);
        if (status != null) {
            return Future.succeededFuture(status);
        }
        if (!waiting.containsKey(user) && waiting.size() >= MAX_WAITING) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too many logins at once, try again"));
        }
        Promise<AccountStatus> promise = waiting.computeIfAbsent(user, first -> Promise.promise());
        sendQueries();
        return promise.future();
    }

    /** Drops the status of a user. A query in flight is repeated for this user: its answer may be outdated. */
    void invalidate(UserId user) {
        statuses.invalidate(user);
        inFlight.stream().filter(query -> query.users.containsKey(user)).forEach(query -> query.changed.add(user));
    }

    private void sendQueries() {
        while (!waiting.isEmpty() && inFlight.size() < MAX_IN_FLIGHT) {
            Query query = new Query();
            List.copyOf(waiting.keySet()).stream()
                    .limit(MAX_BATCH)
                    .forEach(user -> query.users.put(user, waiting.remove(user)));
            inFlight.add(query);
            List<RecordKey> keys =
                    query.users.keySet().stream().flatMap(AccountStatus::keys).toList();
            users.get(new Records.Get(keys))
                    .onSuccess(found -> complete(query, found))
                    .onFailure(cause -> query.users.values().forEach(promise -> promise.tryFail(cause)))
                    .onComplete(either -> inFlight.remove(query))
                    .onComplete(either -> sendQueries());
        }
    }

    private void complete(Query query, Records.Found found) {
        Map<String, List<StoredRecord>> byUser = found.records().stream()
                .collect(Collectors.groupingBy(stored -> stored.key().scope()));
        query.users.forEach((user, promise) -> {
            if (query.changed.contains(user)) {
                retry(user, promise);
            } else {
                Future.succeededFuture(byUser.getOrDefault(user.value(), List.of()))
                        .map(AccountStatus::of)
                        .onSuccess(status -> statuses.put(user, status))
                        .onComplete(promise);
            }
        });
    }

    private void retry(UserId user, Promise<AccountStatus> promise) {
        Promise<AccountStatus> newer = waiting.putIfAbsent(user, promise);
        if (newer != null) {
            newer.future().onComplete(promise);
        }
    }
}
