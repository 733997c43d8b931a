// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The newest answers to questions, given again while nobody answers: of a store that is away the answer cannot have
 * changed meanwhile. Bounded, and for {@value #SECONDS} s at most.
 */
final class LastAnswers<K, V> {
    static final int SECONDS = 120;

    private final Cache<K, V> known;

    /** @param maxWeight of all answers together */
    LastAnswers(long maxWeight, Weigher<K, V> weigher, Time time) {
        known = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(time.millis()))
                .expireAfterWrite(SECONDS, TimeUnit.SECONDS)
                .weigher(weigher)
                .maximumWeight(maxWeight)
                .build();
    }

    /** How much the answers weigh together. */
    long weight() {
        return known.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    Future<V> ask(K key, Supplier<Future<V>> question) {
        return question.get().onSuccess(answer -> known.put(key, answer)).recover(cause -> {
            V before = known.getIfPresent(key);
            if (!(cause instanceof HubException failure && failure.is(ErrorCode.UNAVAILABLE))) {
                known.invalidate(key);
                return Future.failedFuture(cause);
            }
            return before == null ? Future.failedFuture(cause) : Future.succeededFuture(before);
        });
    }
}
