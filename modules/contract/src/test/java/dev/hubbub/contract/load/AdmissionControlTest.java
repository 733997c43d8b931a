// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A queue takes what it answers in time, by a clock that the test holds. */
class AdmissionControlTest {
    private final Deque<Long> queue = new ArrayDeque<>();
    private final List<Duration> waits = new ArrayList<>();
    private final List<Duration> retries = new ArrayList<>();
    private long nanos;
    private final AdmissionControl admission = new AdmissionControl(() -> nanos);

    private boolean arrive() {
        Optional<HubException> refusal = admission.refusal();
        if (refusal.isEmpty()) {
            queue.add(nanos);
            admission.arrived();
        }
        refusal.flatMap(HubException::retryAfter).ifPresent(retries::add);
        return refusal.isEmpty();
    }

    private HubException nextRefusal() {
        while (admission.refusal().isEmpty()) {
            arrive();
        }
        return admission.refusal().get();
    }

    private void serve() {
        if (!queue.isEmpty()) {
            waits.add(Duration.ofNanos(nanos - queue.remove()));
            admission.left(true);
        }
    }

    /** For so many seconds these many arrive and are served in each. */
    private void run(int seconds, int arriving, int served) {
        long step = TimeUnit.SECONDS.toNanos(1) / 1_000;
        for (int n = 1; n <= seconds * 1_000; n++) {
            nanos += step;
            for (int i = n * arriving / 1_000 - (n - 1) * arriving / 1_000; i > 0; i--) {
                arrive();
            }
            for (int i = n * served / 1_000 - (n - 1) * served / 1_000; i > 0; i--) {
                serve();
            }
        }
    }

    @Test
    void allThatAQueueOfAHundredASecondTakesIsAnsweredInTime() {
        run(30, 300, 100);

        assertThat(waits).hasSizeGreaterThan(2_900).allMatch(wait -> wait.compareTo(AdmissionControl.MAX_AGE) < 0);
        assertThat(retries).hasSizeGreaterThan(5_000).allMatch(retry -> retry.toMillis() >= 1_900);
    }

    @Test
    void retryAfterIsTheTimeThatThoseWhoWaitTake() {
        run(30, 300, 100);
        Duration wait = nextRefusal().retryAfter().orElseThrow();

        assertThat(wait.toMillis()).isCloseTo(admission.waiting() * 10L, within(200L));
    }

    @Test
    void refusalIsTooManyAndSaysWhenToComeBack() {
        run(10, 300, 100);
        HubException refusal = nextRefusal();

        assertThat(refusal.is(ErrorCode.TOO_MANY)).isTrue();
        assertThat(refusal)
                .hasMessage("TOO_MANY: busy: the answer would take 3 s (expected: at most 2 s); retry after 3 s");
    }

    @Test
    void requestThatIsServedBeforeOthersIsRefusedByItsOwnWait() {
        run(10, 300, 100);
        nextRefusal();

        assertThat(admission.refusal(100)).isEmpty();
        assertThat(admission.refusal(400).orElseThrow()).hasMessageContaining("would take 4 s");
    }

    @Test
    void queueThatIsServedFastEnoughRefusesNone() {
        run(10, 3_000, 3_000);
        for (int n = 0; n < 5_000; n++) {
            assertThat(arrive()).isTrue();
        }
    }

    @Test
    void burstIsTakenWhileTheSpeedIsNotKnown() {
        for (int n = 0; n < 10_000; n++) {
            assertThat(arrive()).isTrue();
        }
    }

    @Test
    void queueOfFewSaysNothingAboutTheSpeed() {
        run(10, 10, 10);
        for (int n = 0; n < 1_000; n++) {
            assertThat(arrive()).isTrue();
        }
    }

    @Test
    void queueThatStandsStillTakesFewAndGoesOnAtOnce() {
        run(10, 3_000, 3_000);
        run(5, 100, 0);
        assertThat(arrive()).isFalse();
        assertThat(admission.estimatedWait()).isGreaterThan(AdmissionControl.MAX_WAIT);

        run(2, 100, 5_000);
        assertThat(arrive()).isTrue();
        assertThat(queue).hasSizeLessThan(AdmissionControl.ALWAYS);
    }

    @Test
    void whatWasMeasuredIsForgottenAfterAMinute() {
        run(10, 300, 100);
        run(5, 0, 1_000);
        nanos += TimeUnit.SECONDS.toNanos(61);
        for (int n = 0; n < 1_000; n++) {
            assertThat(arrive()).isTrue();
        }
    }

    @Test
    void requestsThatWereGivenUpDoNotCountAsServed() {
        for (int n = 0; n < 1_000; n++) {
            arrive();
        }
        for (int n = 0; n < 900; n++) {
            nanos += TimeUnit.MILLISECONDS.toNanos(3);
            admission.left(false);
        }
        assertThat(admission.refusal()).isPresent();
    }

    @Test
    void requestThatWaitedTooLongIsNotBegun() {
        long arrived = admission.now();
        nanos += AdmissionControl.MAX_AGE.toNanos();
        assertThat(admission.refusalIfLate(arrived)).isEmpty();
        nanos++;
        assertThat(admission.refusalIfLate(arrived).orElseThrow())
                .hasMessage("TOO_MANY: busy: it waited for more than 3 s; retry after 1 s");
    }

    @Test
    void retryAfterCrossesTheBusInTheText() {
        HubException sent = HubException.tooMany("busy", Duration.ofMillis(2_001));
        HubException received = HubException.received(sent.number(), sent.getMessage());
        assertThat(received).hasMessage("TOO_MANY: busy; retry after 3 s");
        assertThat(received.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(HubException.received(429, "TOO_MANY: busy").retryAfter()).isEmpty();
        assertThat(HubException.received(1_000, "x; retry after 3 s").retryAfter())
                .isEmpty();
        assertThat(HubException.received(429, null).retryAfter()).isEmpty();
    }
}
