// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.hubbub.contract.limits.Limits.TakeTokens;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Token buckets over all nodes, one for each user and limit, or for each user, limit and room. A bucket is forgotten once it is full again. */
final class TokenBuckets {
    static final int MAX_BUCKETS = 100_000;

    private final TimeMeter meter;
    private final Cache<Key, Bucket> buckets;

    /** Other numbers are another bucket, so that nodes with two configurations do not share one. */
    private record Key(UserId user, String what, @Nullable RoomId room, int perMinute, int burst, int minutes) {
        static Key of(TakeTokens request) {
            int minutes = request.minutes() == null ? 1 : request.minutes();
            return new Key(
                    request.user(), request.what(), request.room(), request.perMinute(), request.burst(), minutes);
        }

        Duration untilFull() {
            return Duration.ofMinutes(1 + (long) minutes * burst / perMinute);
        }
    }

    /** The clock as Bucket4j reads it. */
    private record Meter(LongSupplier millis) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(millis.getAsLong());
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    /** @param millis a count of milliseconds that never goes back */
    TokenBuckets(LongSupplier millis) {
        this.meter = new Meter(millis);
        this.buckets = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(meter::currentTimeNanos)
                .expireAfter(Expiry.<Key, Bucket>accessing((key, bucket) -> key.untilFull()))
                .maximumSize(MAX_BUCKETS)
                .build();
    }

    /** Takes as many of the tokens as there are, or none of fewer. */
    Future<TokensTaken> takeTokens(TakeTokens request) {
        Bucket bucket = buckets.get(Key.of(request), this::newBucket);
        boolean whole = Boolean.TRUE.equals(request.whole());
        int taken =
                whole ? takeAll(bucket, request.tokens()) : (int) bucket.tryConsumeAsMuchAsPossible(request.tokens());
        long wait = taken < request.tokens() ? millisUntil(bucket, whole ? request.tokens() : 1) : 0;
        return Future.succeededFuture(new TokensTaken(taken, wait, (int) bucket.getAvailableTokens()));
    }

    private static int takeAll(Bucket bucket, int tokens) {
        return bucket.tryConsume(tokens) ? tokens : 0;
    }

    private Bucket newBucket(Key key) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(key.burst())
                        .refillGreedy(key.perMinute(), Duration.ofMinutes(key.minutes()))
                        .build())
                .withCustomTimePrecision(meter)
                .build();
    }

    /** Rounded up, so that a retry after this time is not too early. */
    private static long millisUntil(Bucket bucket, int tokens) {
        return TimeUnit.NANOSECONDS.toMillis(
                        bucket.estimateAbilityToConsume(tokens).getNanosToWaitForRefill())
                + 1;
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
