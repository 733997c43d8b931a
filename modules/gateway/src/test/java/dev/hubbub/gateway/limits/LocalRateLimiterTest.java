// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** 60 in a minute, 5 at once. */
final class LocalRateLimiterTest {
    private final ManualNanos nanos = new ManualNanos();
    private final LocalRateLimiter<String> limiter = new LocalRateLimiter<>(new Rate(60, 5), nanos);

    @Test
    void burstIsThereAndComesBackEvenly() {
        assertThat(limiter.take("a", 3)).isEqualTo(3);
        assertThat(limiter.untilNext("a")).isEmpty();
        assertThat(limiter.take("a", 3)).isEqualTo(2);
        assertThat(limiter.untilNext("a")).contains(Duration.ofSeconds(1));
        nanos.pass(400);
        assertThat(limiter.untilNext("a")).contains(Duration.ofMillis(600));
        nanos.pass(600);
        assertThat(limiter.take("a", 3)).isEqualTo(1);
        assertThat(limiter.take("b", 9)).as("another key").isEqualTo(5);
    }

    @Test
    void nothingIsKeptOfThoseWhoOnlyAsk() {
        assertThat(limiter.untilNext("a")).isEmpty();
        assertThat(limiter.size()).isZero();
    }

    @Test
    void fullBucketsAreForgotten() {
        limiter.take("a", 5);
        nanos.pass(5_000);
        assertThat(limiter.size()).isEqualTo(1);
        nanos.pass(1_001);
        assertThat(limiter.size()).isZero();
    }

    @Test
    void bucketsAreBounded() {
        for (int i = 0; i < LocalRateLimiter.MAX_BUCKETS + 100; i++) {
            limiter.take("key" + i, 1);
        }
        assertThat(limiter.size()).isLessThanOrEqualTo(LocalRateLimiter.MAX_BUCKETS);
    }

    @Test
    void withoutALimitNothingIsCounted() {
        LocalRateLimiter<String> none = new LocalRateLimiter<>(new Rate(0, 5), nanos);
        assertThat(none.take("a", 1_000)).isEqualTo(1_000);
        assertThat(none.untilNext("a")).isEmpty();
        assertThat(none.size()).isZero();
    }
}
