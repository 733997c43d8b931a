// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.hubbub.contract.presence.Presence.TakeTokens;
import dev.hubbub.contract.presence.Presence.TokensTaken;
import dev.hubbub.contract.value.UserId;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What users may still do, over all nodes: a bucket for each user and limit, forgotten once it is full again. */
final class Allowances {
    static final int MAX_BUCKETS = 100_000;

    private final TimeMeter meter;
    private final Cache<Key, Bucket> buckets;

    /** Other numbers are another bucket, so that nodes of two configurations do not mix theirs. */
    private record Key(UserId user, String what, int perMinute, int burst) {
        Duration untilFull() {
            return Duration.ofMinutes(1 + burst / perMinute);
        }
    }

    /** The count of {@link Time#millis} as Bucket4j reads it. */
    private record Meter(Time time) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(time.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    Allowances(Time time) {
        this.meter = new Meter(time);
        this.buckets = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(meter::currentTimeNanos)
                .expireAfter(Expiry.<Key, Bucket>accessing((key, bucket) -> key.untilFull()))
                .maximumSize(MAX_BUCKETS)
                .build();
    }

    Future<TokensTaken> spend(TakeTokens spend) {
        Bucket bucket = buckets.get(new Key(spend.user(), spend.what(), spend.perMinute(), spend.burst()), this::fill);
        int taken = (int) bucket.tryConsumeAsMuchAsPossible(spend.tokens());
        return Future.succeededFuture(new TokensTaken(taken, taken < spend.tokens() ? untilNext(bucket) : 0));
    }

    private Bucket fill(Key key) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(key.burst())
                        .refillGreedy(key.perMinute(), Duration.ofMinutes(1))
                        .build())
                .withCustomTimePrecision(meter)
                .build();
    }

    /** Rounded up: whoever comes back then is not too early. */
    private static long untilNext(Bucket bucket) {
        return TimeUnit.NANOSECONDS.toMillis(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()) + 1;
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
