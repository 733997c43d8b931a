// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.Cast.ANN;
import static dev.hubbub.presence.Cast.BOB;
import static dev.hubbub.presence.Cast.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.presence.Presence.TakeTokens;
import dev.hubbub.contract.presence.Presence.TokensTaken;
import dev.hubbub.contract.value.Caller;
import org.junit.jupiter.api.Test;

/** 30 in a minute, 10 at once: one every 2 s. */
class AllowancesTest {
    private final HeldTime time = new HeldTime();
    private final Allowances allowances = new Allowances(time);

    private TokensTaken spend(Caller caller, String what, int tokens) {
        return done(allowances.spend(new TakeTokens(caller.user(), what, tokens, 30, 10)));
    }

    @Test
    void burstPassesAndTheRestIsToldWhenToComeBack() {
        assertThat(spend(ANN, "messages", 4)).isEqualTo(new TokensTaken(4, 0));
        assertThat(spend(ANN, "messages", 100)).isEqualTo(new TokensTaken(6, 2_001));
        assertThat(spend(ANN, "messages", 1)).isEqualTo(new TokensTaken(0, 2_001));
        time.pass(500);
        assertThat(spend(ANN, "messages", 1)).isEqualTo(new TokensTaken(0, 1_501));
    }

    @Test
    void whoComesBackWhenToldIsNotTooEarly() {
        spend(ANN, "messages", 10);
        time.pass(spend(ANN, "messages", 1).retryAfterMillis());
        assertThat(spend(ANN, "messages", 1).tokens()).isEqualTo(1);
        assertThat(spend(ANN, "messages", 1).tokens()).isZero();
    }

    @Test
    void usersAndLimitsCountByThemselves() {
        spend(ANN, "messages", 10);
        assertThat(spend(ANN, "typing", 10).tokens()).isEqualTo(10);
        assertThat(spend(BOB, "messages", 10).tokens()).isEqualTo(10);
        assertThat(done(allowances.spend(new TakeTokens(ANN.user(), "messages", 5, 60, 5)))
                        .tokens())
                .as("other numbers, another bucket")
                .isEqualTo(5);
    }

    @Test
    void noMoreThanTheBurstIsSavedUp() {
        spend(ANN, "messages", 10);
        time.pass(3_600_000);
        assertThat(spend(ANN, "messages", 100).tokens()).isEqualTo(10);
    }

    @Test
    void fullBucketsAreForgottenAndOthersAreNot() {
        spend(ANN, "messages", 10);
        time.pass(30_000);
        assertThat(allowances.size()).isEqualTo(1);
        time.pass(60_001);
        assertThat(allowances.size()).isZero();
    }

    @Test
    void bucketsAreBounded() {
        for (int i = 0; i < Allowances.MAX_BUCKETS + 100; i++) {
            spend(Caller.of("u" + i), "messages", 1);
        }
        assertThat(allowances.size()).isLessThanOrEqualTo(Allowances.MAX_BUCKETS);
    }
}
