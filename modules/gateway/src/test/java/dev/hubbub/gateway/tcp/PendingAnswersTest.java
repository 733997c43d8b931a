// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.fanout.process.ProcessMessage.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PendingAnswersTest {
    private final AtomicLong clock = new AtomicLong();
    private final PendingAnswers answers = new PendingAnswers(2, 100, clock::get);
    private final List<String> outcomes = new ArrayList<>();

    private final class Recorded implements Answer {
        @Override
        public void reply(@Nullable Object body) {
            outcomes.add("reply " + body);
        }

        @Override
        public void fail(HubException cause) {
            outcomes.add(cause.getMessage());
        }
    }

    private String add(long until) {
        clock.set(until);
        String address = answers.nextAddress();
        answers.add(address, new Recorded());
        return address;
    }

    @Test
    void eachIsTakenOnceAtAnAddressOfItsOwn() {
        String address = add(0);
        assertThat(PendingAnswers.isAnswer(address)).isTrue();
        assertThat(add(0)).isNotEqualTo(address);
        assertThat(answers.isFull()).isTrue();
        answers.take(address).orElseThrow().reply(1);
        assertThat(answers.take(address)).isEmpty();
        assertThat(outcomes).containsExactly("reply 1");
        assertThat(answers.size()).isEqualTo(1);
    }

    @Test
    void addressOfAnotherConnectionIsNone() {
        PendingAnswers others = new PendingAnswers(2, 100, clock::get);
        String address = others.nextAddress();
        others.add(address, new Recorded());
        add(0);
        assertThat(answers.take(address)).isEmpty();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void lateOnesFailAndOthersWait() {
        add(0);
        String later = add(50);
        clock.set(100);
        answers.expire();
        assertThat(outcomes).containsExactly("UNAVAILABLE: the process did not answer in time");
        assertThat(answers.take(later)).isPresent();
    }

    @Test
    void allFailWhenTheProcessHasGone() {
        add(0);
        add(0);
        answers.failAll();
        assertThat(outcomes).hasSize(2).containsOnly("UNAVAILABLE: the process that serves this has gone");
        assertThat(answers.size()).isZero();
    }
}
