// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens for each key, in the memory of this node; forgotten once it is full again. Safe for use by several
 * threads.
 */
final class LocalRateLimiter<K> {
    static final int MAX_BUCKETS = 50_000;

    private final Rate rate;
    private final TimeMeter meter;
    private final Cache<K, Bucket> buckets;

    /** @param nanos a count that never goes back */
    LocalRateLimiter(Rate rate, LongSupplier nanos) {
        this.rate = rate;
        this.meter = new Meter(nanos);
        Duration untilFull = rate.unlimited() ? Duration.ZERO : rate.refill(rate.burst());
        this.buckets = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(nanos::getAsLong)
                .expireAfterAccess(untilFull.plusSeconds(1))
                .maximumSize(MAX_BUCKETS)
                .build();
    }

    private record Meter(LongSupplier nanos) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    /** Takes as many of these tokens as there are. */
    int take(K key, int tokens) {
        return rate.unlimited() ? tokens : (int) bucket(key).tryConsumeAsMuchAsPossible(tokens);
    }

    /** In what time there will be a token, if there is none now. */
    Optional<Duration> untilNext(K key) {
        Bucket known = rate.unlimited() ? null : buckets.getIfPresent(key);
        long nanos = known == null ? 0 : known.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    private Bucket bucket(K key) {
        return buckets.get(key, first -> Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(rate.burst())
                        .refillGreedy(rate.perMinute(), Duration.ofMinutes(1))
                        .build())
                .withCustomTimePrecision(meter)
                .build());
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
