// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

import static dev.hubbub.limits.LimitsFixtures.ANN;
import static dev.hubbub.limits.LimitsFixtures.BOB;
import static dev.hubbub.limits.LimitsFixtures.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.limits.Limits.TakeTokens;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** 30 in a minute, 10 at once: one every 2 s. */
class TokenBucketsTest {
    private final AtomicLong clock = new AtomicLong(100_000);
    private final TokenBuckets buckets = new TokenBuckets(clock::get);

    private TokensTaken take(Caller caller, String what, int tokens) {
        return done(buckets.takeTokens(new TakeTokens(caller.user(), what, tokens, 30, 10)));
    }

    @Test
    void burstPassesAndTheRestGetsATimeToRetry() {
        assertThat(take(ANN, "messages", 4)).isEqualTo(new TokensTaken(4, 0, 6));
        assertThat(take(ANN, "messages", 100)).isEqualTo(new TokensTaken(6, 2_001, 0));
        assertThat(take(ANN, "messages", 1)).isEqualTo(new TokensTaken(0, 2_001, 0));
        clock.addAndGet(500);
        assertThat(take(ANN, "messages", 1)).isEqualTo(new TokensTaken(0, 1_501, 0));
    }

    @Test
    void retryAfterTheGivenTimeIsNotTooEarly() {
        take(ANN, "messages", 10);
        clock.addAndGet(take(ANN, "messages", 1).retryAfterMillis());
        assertThat(take(ANN, "messages", 1).tokens()).isEqualTo(1);
        assertThat(take(ANN, "messages", 1).tokens()).isZero();
    }

    @Test
    void usersAndLimitsHaveTheirOwnBuckets() {
        take(ANN, "messages", 10);
        assertThat(take(ANN, "typing", 10).tokens()).isEqualTo(10);
        assertThat(take(BOB, "messages", 10).tokens()).isEqualTo(10);
        assertThat(done(buckets.takeTokens(new TakeTokens(ANN.user(), "messages", 5, 60, 5)))
                        .tokens())
                .as("other numbers, another bucket")
                .isEqualTo(5);
    }

    @Test
    void roomsHaveTheirOwnBuckets() {
        assertThat(takeInRoom(ANN, "tea", 10).tokens()).isEqualTo(10);
        assertThat(takeInRoom(ANN, "tea", 1)).isEqualTo(new TokensTaken(0, 2_001, 0));
        assertThat(takeInRoom(ANN, "den", 10).tokens()).isEqualTo(10);
        assertThat(takeInRoom(BOB, "tea", 10).tokens()).isEqualTo(10);
        assertThat(take(ANN, "memberships", 10).tokens()).as("in no room").isEqualTo(10);
    }

    private TokensTaken takeInRoom(Caller caller, String room, int tokens) {
        return done(
                buckets.takeTokens(new TakeTokens(caller.user(), "memberships", tokens, 30, 10).in(new RoomId(room))));
    }

    private TokensTaken takeAllOfAnHour(int tokens) {
        return done(buckets.takeTokens(TakeTokens.allOfAnHour(ANN.user(), "strangers", tokens, 60)));
    }

    @Test
    void hourlyTokensComeBackInAnHour() {
        assertThat(takeAllOfAnHour(60)).isEqualTo(new TokensTaken(60, 0, 0));
        clock.addAndGet(1_799_999);
        assertThat(takeAllOfAnHour(30).tokens()).isZero();
        clock.addAndGet(1);
        assertThat(buckets.size()).as("kept until it is full").isEqualTo(1);
        assertThat(takeAllOfAnHour(30).tokens()).isEqualTo(30);
    }

    @Test
    void allOrNoneTakesNothingWhenThereAreFewer() {
        assertThat(takeAllOfAnHour(50).tokens()).isEqualTo(50);
        assertThat(takeAllOfAnHour(12)).isEqualTo(new TokensTaken(0, 120_001, 10));
        assertThat(takeAllOfAnHour(10).tokens()).isEqualTo(10);
    }

    @Test
    void bucketHoldsNoMoreThanTheBurst() {
        take(ANN, "messages", 10);
        clock.addAndGet(3_600_000);
        assertThat(take(ANN, "messages", 100).tokens()).isEqualTo(10);
    }

    @Test
    void fullBucketsAreForgottenAndOthersAreNot() {
        take(ANN, "messages", 10);
        clock.addAndGet(30_000);
        assertThat(buckets.size()).isEqualTo(1);
        clock.addAndGet(60_001);
        assertThat(buckets.size()).isZero();
    }

    @Test
    void bucketsAreBounded() {
        for (int i = 0; i < TokenBuckets.MAX_BUCKETS + 100; i++) {
            take(Caller.of("u" + i), "messages", 1);
        }
        assertThat(buckets.size()).isLessThanOrEqualTo(TokenBuckets.MAX_BUCKETS);
    }
}
