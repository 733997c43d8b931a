// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** 60 in a minute, 5 at once. */
final class BucketsTest {
    private final HeldNanos nanos = new HeldNanos();
    private final Buckets<String> buckets = new Buckets<>(new Rate(60, 5), nanos);

    @Test
    void burstIsThereAndComesBackEvenly() {
        assertThat(buckets.take("a", 3)).isEqualTo(3);
        assertThat(buckets.untilNext("a")).isEmpty();
        assertThat(buckets.take("a", 3)).isEqualTo(2);
        assertThat(buckets.untilNext("a")).contains(Duration.ofSeconds(1));
        nanos.pass(400);
        assertThat(buckets.untilNext("a")).contains(Duration.ofMillis(600));
        nanos.pass(600);
        assertThat(buckets.take("a", 3)).isEqualTo(1);
        assertThat(buckets.take("b", 9)).as("another key").isEqualTo(5);
    }

    @Test
    void nothingIsKeptOfThoseWhoOnlyAsk() {
        assertThat(buckets.untilNext("a")).isEmpty();
        assertThat(buckets.size()).isZero();
    }

    @Test
    void fullBucketsAreForgotten() {
        buckets.take("a", 5);
        nanos.pass(5_000);
        assertThat(buckets.size()).isEqualTo(1);
        nanos.pass(1_001);
        assertThat(buckets.size()).isZero();
    }

    @Test
    void bucketsAreBounded() {
        for (int i = 0; i < Buckets.MAX_BUCKETS + 100; i++) {
            buckets.take("key" + i, 1);
        }
        assertThat(buckets.size()).isLessThanOrEqualTo(Buckets.MAX_BUCKETS);
    }

    @Test
    void withoutALimitNothingIsCounted() {
        Buckets<String> none = new Buckets<>(new Rate(0, 5), nanos);
        assertThat(none.take("a", 1_000)).isEqualTo(1_000);
        assertThat(none.untilNext("a")).isEmpty();
        assertThat(none.size()).isZero();
    }
}
