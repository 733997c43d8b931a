// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps the newest answer to each request, and returns it while the request fails with UNAVAILABLE: the data of a store
 * that is away cannot have changed. Bounded, and for {@value #SECONDS} s at most.
 */
final class StaleIfErrorCache<K, V> {
    static final int SECONDS = 120;

    private final Cache<K, V> answers;

    /** @param maxWeight of all answers together */
    StaleIfErrorCache(long maxWeight, Weigher<K, V> weigher, Clock clock) {
        answers = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(SECONDS, TimeUnit.SECONDS)
                .weigher(weigher)
                .maximumWeight(maxWeight)
                .build();
    }

    /** The weight of all answers together. */
    long weight() {
        return answers.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    Future<V> get(K key, Supplier<Future<V>> request) {
        return request.get().onSuccess(answer -> answers.put(key, answer)).recover(cause -> {
            V stale = answers.getIfPresent(key);
            if (!(cause instanceof HubException failure && failure.is(ErrorCode.UNAVAILABLE))) {
                answers.invalidate(key);
                return Future.failedFuture(cause);
            }
            return stale == null ? Future.failedFuture(cause) : Future.succeededFuture(stale);
        });
    }
}
