// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions of which the test holds the answers, the members and the clock. */
final class RetryOnNodeLossTest {
    private static final long TIMEOUT = 5_000;
    private static final String TEA = "tea";

    private final List<Promise<String>> asked = new ArrayList<>();
    private final List<Long> timeouts = new ArrayList<>();
    private long now;
    private List<String> members = List.of("a", "b");
    private RetryOnNodeLoss repeats;

    @BeforeEach
    void meet() {
        repeats = new RetryOnNodeLoss(new NodeLossDetector(this::members), () -> now);
        repeats.tick();
    }

    private List<String> members() {
        if (members == null) {
            throw new IllegalStateException("not active");
        }
        return members;
    }

    private Future<String> ask() {
        return repeats.ask(
                millis -> {
                    timeouts.add(millis);
                    asked.add(Promise.promise());
                    return asked.get(asked.size() - 1).future();
                },
                Promise.promise(),
                TIMEOUT);
    }

    private Future<String> askAgainAfterADeparture() {
        Future<String> answer = ask();
        members = List.of("b");
        after(RetryOnNodeLoss.PATIENCE_MILLIS);
        assertThat(asked).hasSize(2);
        return answer;
    }

    private void after(long millis) {
        now += millis;
        repeats.tick();
    }

    private static void fail(Promise<?> question, ReplyFailure failure) {
        question.fail(new ReplyException(failure));
    }

    private static ReplyFailure failure(Future<?> answer) {
        return ((ReplyException) answer.cause()).failureType();
    }

    @Test
    void slownessAloneIsNoReasonToAskAgain() {
        Future<String> answer = ask();
        after(RetryOnNodeLoss.PATIENCE_MILLIS);
        after(RetryOnNodeLoss.PATIENCE_MILLIS);
        assertThat(timeouts).containsExactly(TIMEOUT);
        asked.get(0).complete(TEA);
        assertThat(answer.result()).isEqualTo(TEA);
    }

    @Test
    void whatADeadNodeWasAskedIsAskedAgainWithinTheSameTime() {
        Future<String> answer = ask();
        members = List.of("b");
        after(RetryOnNodeLoss.PATIENCE_MILLIS - 1);
        assertThat(asked).hasSize(1);
        after(1);
        assertThat(timeouts).containsExactly(TIMEOUT, TIMEOUT - RetryOnNodeLoss.PATIENCE_MILLIS);
        asked.get(1).complete(TEA);
        assertThat(answer.result()).isEqualTo(TEA);
        fail(asked.get(0), ReplyFailure.TIMEOUT);
        after(RetryOnNodeLoss.PATIENCE_MILLIS);
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatIsAskedWhileTheOthersTakeOverIsAskedAgain() {
        members = List.of("b");
        after(0);
        ask();
        after(RetryOnNodeLoss.PATIENCE_MILLIS);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aSlowNodeIsAskedTwiceAtMost() {
        Future<String> answer = ask();
        for (int tick = 0; tick < 3; tick++) {
            members = List.of("another " + tick);
            after(RetryOnNodeLoss.PATIENCE_MILLIS);
        }
        assertThat(asked).hasSize(2);
        fail(asked.get(0), ReplyFailure.TIMEOUT);
        assertThat(answer.isComplete()).isFalse();
        asked.get(1).complete(TEA);
        assertThat(answer.result()).isEqualTo(TEA);
    }

    @Test
    void whatNobodyServedTheSecondTimeIsAskedAgain() {
        Future<String> answer = askAgainAfterADeparture();
        for (int tick = 1; tick < 5; tick++) {
            fail(asked.get(tick), ReplyFailure.NO_HANDLERS);
            after(100);
        }
        asked.get(5).complete(TEA);
        assertThat(answer.result()).isEqualTo(TEA);
    }

    @Test
    void whoeverIsTooBusyForTheSecondMayAnswerTheFirst() {
        Future<String> answer = askAgainAfterADeparture();
        asked.get(1)
                .fail(new ReplyException(
                        ReplyFailure.RECIPIENT_FAILURE, ErrorCode.UNAVAILABLE.number(), "too much at a time"));
        assertThat(answer.isComplete()).isFalse();
        asked.get(0).complete(TEA);
        assertThat(answer.result()).isEqualTo(TEA);
    }

    @Test
    void whatWasAskedFirstIsAskedAgainFirstAndSoManyAtATime() {
        List<Integer> order = new ArrayList<>();
        for (int number = 0; number < RetryOnNodeLoss.MAX_A_TICK + 1; number++) {
            int own = number;
            repeats.ask(
                    millis -> {
                        order.add(own);
                        return Promise.<String>promise().future();
                    },
                    Promise.promise(),
                    TIMEOUT);
        }
        order.clear();
        members = List.of("b");
        after(RetryOnNodeLoss.PATIENCE_MILLIS);
        assertThat(order).hasSize(RetryOnNodeLoss.MAX_A_TICK).isSorted().endsWith(RetryOnNodeLoss.MAX_A_TICK - 1);
        after(0);
        assertThat(order).hasSize(RetryOnNodeLoss.MAX_A_TICK + 1).isSorted();
    }

    @Test
    void aNodeThatIsNoMemberItselfLearnsOfNobody() {
        Future<String> answer = ask();
        members = null;
        after(RetryOnNodeLoss.PATIENCE_MILLIS);
        assertThat(asked).hasSize(1);
        fail(asked.get(0), ReplyFailure.NO_HANDLERS);
        assertThat(failure(answer)).isEqualTo(ReplyFailure.NO_HANDLERS);
    }

    @Test
    void whatNobodyServesForAMomentIsAskedAgain() {
        Future<String> answer = ask();
        members = List.of("b");
        for (int tick = 0; tick < 5; tick++) {
            fail(asked.get(tick), ReplyFailure.NO_HANDLERS);
            assertThat(answer.isComplete()).isFalse();
            after(100);
        }
        asked.get(5).complete(TEA);
        assertThat(answer.result()).isEqualTo(TEA);
    }

    @Test
    void whatNobodyServesInASettledClusterFailsAtOnce() {
        Future<String> answer = ask();
        fail(asked.get(0), ReplyFailure.NO_HANDLERS);
        assertThat(failure(answer)).isEqualTo(ReplyFailure.NO_HANDLERS);
    }

    @Test
    void whatNobodyTakesOverFails() {
        Future<String> answer = ask();
        members = List.of("b");
        fail(asked.get(0), ReplyFailure.NO_HANDLERS);
        after(NodeLossDetector.SETTLE_MILLIS);
        assertThat(failure(answer)).isEqualTo(ReplyFailure.NO_HANDLERS);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatNobodyTakesOverInItsTimeFails() {
        now = 1;
        Future<String> answer = ask();
        after(TIMEOUT - 1);
        members = List.of();
        fail(asked.get(0), ReplyFailure.NO_HANDLERS);
        after(1);
        assertThat(failure(answer)).isEqualTo(ReplyFailure.NO_HANDLERS);
    }

    @Test
    void refusalIsAnAnswer() {
        Future<String> answer = askAgainAfterADeparture();
        fail(asked.get(0), ReplyFailure.RECIPIENT_FAILURE);
        assertThat(failure(answer)).isEqualTo(ReplyFailure.RECIPIENT_FAILURE);
        asked.get(1).complete(TEA);
        assertThat(failure(answer)).isEqualTo(ReplyFailure.RECIPIENT_FAILURE);
    }

    @Test
    void silenceOfAllFails() {
        Future<String> answer = askAgainAfterADeparture();
        asked.forEach(question -> fail(question, ReplyFailure.TIMEOUT));
        assertThat(failure(answer)).isEqualTo(ReplyFailure.TIMEOUT);
    }
}
