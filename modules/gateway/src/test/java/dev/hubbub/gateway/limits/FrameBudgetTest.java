// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.config.LimitsConfig.FramesPerSocket;
import org.junit.jupiter.api.Test;

/** 200 frames a second, 1,000 at once. */
final class FrameBudgetTest {
    private static final Caller ANN = Caller.of("ann");

    private final ManualNanos nanos = new ManualNanos();
    private final FrameBudget budget = new FrameBudget(new FramesPerSocket(50, 200, 1_000), nanos);

    private int paid(int bytes) {
        int paid = 0;
        while (paid < 10_000 && budget.pay(bytes)) {
            paid++;
        }
        return paid;
    }

    @Test
    void beforeTheLoginThereIsLittle() {
        assertThat(paid(0)).isEqualTo(50);
        nanos.pass(1_000);
        assertThat(paid(0)).isEqualTo(5);
    }

    @Test
    void longestTokenFitsBeforeTheLogin() {
        assertThat(budget.pay(8_192 + 200)).isTrue();
    }

    @Test
    void loginBringsWhatAClientNeedsFirst() {
        paid(0);
        budget.loggedIn(ANN);
        assertThat(paid(0)).isEqualTo(300);
        budget.loggedIn(ANN);
        assertThat(paid(0)).as("a refresh brings nothing").isZero();
    }

    @Test
    void budgetFillsEvenlyUpToTheBurst() {
        budget.loggedIn(ANN);
        paid(0);
        nanos.pass(500);
        assertThat(paid(0)).isEqualTo(100);
        nanos.pass(60_000);
        assertThat(paid(0)).isEqualTo(1_000);
    }

    @Test
    void bytesCost() {
        budget.loggedIn(ANN);
        assertThat(paid(1_023)).isEqualTo(300);
        nanos.pass(5_000);
        assertThat(paid(65_536)).isEqualTo(15);
    }

    @Test
    void frameThatCostsMoreThanTheBurstCostsAllThereIs() {
        FrameBudget small = new FrameBudget(new FramesPerSocket(50, 200, 10), nanos);
        small.loggedIn(ANN);
        assertThat(small.pay(65_536)).isTrue();
        assertThat(small.pay(0)).isFalse();
    }

    @Test
    void noughtIsNoLimit() {
        FrameBudget unlimited = new FrameBudget(new FramesPerSocket(0, 0, 1), nanos);
        for (int i = 0; i < 10_000; i++) {
            assertThat(unlimited.pay(65_536)).isTrue();
        }
    }
}
