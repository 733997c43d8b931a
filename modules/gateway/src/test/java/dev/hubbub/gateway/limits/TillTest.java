// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Presence.TokensTaken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 60 in a minute, 80 at once; the bank answers when the test says so. */
final class TillTest {
    private static final Rate RATE = new Rate(60, 80);

    private final HeldNanos nanos = new HeldNanos();
    private final List<Integer> questions = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private Promise<TokensTaken> answer;

    private Future<TokensTaken> ask(int tokens) {
        questions.add(tokens);
        answer = Promise.promise();
        return answer.future();
    }

    private Till till(UserLimit limit) {
        return new Till(limit, RATE, this::ask, nanos);
    }

    private void take(Till till, int tokens, String name) {
        till.take(tokens).onSuccess(taken -> outcomes.add(name)).onFailure(cause -> {
            Duration wait = ((HubException) cause).retryAfter().orElseThrow();
            outcomes.add(name + " in " + wait.toMillis());
        });
    }

    private void answer(int tokens, long retryAfterMillis) {
        answer.complete(new TokensTaken(tokens, retryAfterMillis));
    }

    @Test
    void messagesAreAskedForExactly() {
        Till till = till(UserLimit.MESSAGES);
        take(till, 1, "a");
        assertThat(outcomes).isEmpty();
        answer(1, 0);
        take(till, 1, "b");
        assertThat(questions).containsExactly(1, 1);
        assertThat(outcomes).containsExactly("a");
    }

    @Test
    void whatIsFrequentIsFetchedInBatches() {
        Till till = till(UserLimit.REQUESTS);
        take(till, 1, "a");
        answer(10, 0);
        for (int i = 0; i < 9; i++) {
            take(till, 1, "more");
        }
        assertThat(questions).containsExactly(10);
        assertThat(outcomes).hasSize(10);
        take(till, 1, "b");
        assertThat(questions).containsExactly(10, 10);
    }

    @Test
    void oneQuestionIsUnderWayForAllWhoWait() {
        Till till = till(UserLimit.MESSAGES);
        for (String name : List.of("a", "b", "c", "d")) {
            take(till, 1, name);
        }
        assertThat(questions).containsExactly(1);
        answer(1, 0);
        assertThat(questions).containsExactly(1, 3);
        answer(2, 1_000);
        assertThat(outcomes).containsExactly("a", "b", "c", "d in 1000");
    }

    @Test
    void nobodyIsAskedWhileThereIsNothing() {
        Till till = till(UserLimit.MESSAGES);
        take(till, 1, "a");
        answer(0, 1_000);
        nanos.pass(400);
        take(till, 1, "b");
        assertThat(outcomes).containsExactly("a in 1000", "b in 600");
        assertThat(questions).hasSize(1);
        nanos.pass(600);
        take(till, 1, "c");
        assertThat(questions).hasSize(2);
        answer(1, 0);
        assertThat(outcomes).endsWith("c");
    }

    @Test
    void manyThingsCostAsMuch() {
        Till till = till(UserLimit.REQUESTS);
        take(till, 50, "a");
        answer(50, 0);
        take(till, 40, "b");
        answer(30, 1_000);
        assertThat(questions).containsExactly(50, 40);
        assertThat(outcomes).containsExactly("a", "b in 10000");
        take(till, 30, "c");
        assertThat(outcomes).as("what came is there for less").endsWith("c");
    }

    @Test
    void whatIsMoreThanThereCanBeCostsAllThereIs() {
        take(till(UserLimit.REQUESTS), 500, "a");
        assertThat(questions).containsExactly(80);
        answer(80, 0);
        assertThat(outcomes).containsExactly("a");
    }

    @Test
    void whoComesBackFromWithinAnOutcomeIsServed() {
        Till till = till(UserLimit.MESSAGES);
        till.take(1).onSuccess(taken -> take(till, 1, "again"));
        answer(1, 0);
        answer(1, 0);
        assertThat(outcomes).containsExactly("again");
    }
}
