// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 60 in a minute, 80 at once; the limiter answers when the test says so. */
final class TokenFetcherTest {
    private static final Rate RATE = new Rate(60, 80);

    private final ManualNanos nanos = new ManualNanos();
    private final List<Integer> questions = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private Promise<TokensTaken> answer;

    private Future<TokensTaken> ask(int tokens) {
        questions.add(tokens);
        answer = Promise.promise();
        return answer.future();
    }

    private TokenFetcher fetcher(RateLimit limit) {
        return fetcher(limit, 0);
    }

    private TokenFetcher fetcher(RateLimit limit, int ahead) {
        return new TokenFetcher(limit, RATE, ahead, this::ask, nanos);
    }

    private void take(TokenFetcher fetcher, int tokens, String name) {
        fetcher.take(tokens).onSuccess(taken -> outcomes.add(name)).onFailure(cause -> {
            Duration wait = ((HubException) cause).retryAfter().orElseThrow();
            outcomes.add(name + " in " + wait.toMillis());
        });
    }

    private void answer(int tokens, long retryAfterMillis) {
        answer.complete(new TokensTaken(tokens, retryAfterMillis));
    }

    @Test
    void messagesAreAskedForExactly() {
        TokenFetcher fetcher = fetcher(RateLimit.MESSAGES);
        take(fetcher, 1, "a");
        assertThat(outcomes).isEmpty();
        answer(1, 0);
        take(fetcher, 1, "b");
        assertThat(questions).containsExactly(1, 1);
        assertThat(outcomes).containsExactly("a");
    }

    @Test
    void whatIsFrequentIsFetchedInBatches() {
        TokenFetcher fetcher = fetcher(RateLimit.REQUESTS);
        take(fetcher, 1, "a");
        answer(10, 0);
        for (int i = 0; i < 9; i++) {
            take(fetcher, 1, "more");
        }
        assertThat(questions).containsExactly(10);
        assertThat(outcomes).hasSize(10);
        take(fetcher, 1, "b");
        assertThat(questions).containsExactly(10, 10);
    }

    @Test
    void oneQuestionIsUnderWayForAllWhoWait() {
        TokenFetcher fetcher = fetcher(RateLimit.MESSAGES);
        for (String name : List.of("a", "b", "c", "d")) {
            take(fetcher, 1, name);
        }
        assertThat(questions).containsExactly(1);
        answer(1, 0);
        assertThat(questions).containsExactly(1, 3);
        answer(2, 1_000);
        assertThat(outcomes).containsExactly("a", "b", "c", "d in 1000");
    }

    @Test
    void nobodyIsAskedWhileThereIsNothing() {
        TokenFetcher fetcher = fetcher(RateLimit.MESSAGES);
        take(fetcher, 1, "a");
        answer(0, 1_000);
        nanos.pass(400);
        take(fetcher, 1, "b");
        assertThat(outcomes).containsExactly("a in 1000", "b in 600");
        assertThat(questions).hasSize(1);
        nanos.pass(600);
        take(fetcher, 1, "c");
        assertThat(questions).hasSize(2);
        answer(1, 0);
        assertThat(outcomes).endsWith("c");
    }

    @Test
    void manyThingsCostAsMuch() {
        TokenFetcher fetcher = fetcher(RateLimit.REQUESTS);
        take(fetcher, 50, "a");
        answer(50, 0);
        take(fetcher, 40, "b");
        answer(30, 1_000);
        assertThat(questions).containsExactly(50, 40);
        assertThat(outcomes).containsExactly("a", "b in 10000");
        take(fetcher, 30, "c");
        assertThat(outcomes).as("what came is there for less").endsWith("c");
    }

    @Test
    void whatIsMoreThanThereCanBeCostsAllThereIs() {
        take(fetcher(RateLimit.REQUESTS), 500, "a");
        assertThat(questions).containsExactly(80);
        answer(80, 0);
        assertThat(outcomes).containsExactly("a");
    }

    @Test
    void whoComesBackFromWithinAnOutcomeIsServed() {
        TokenFetcher fetcher = fetcher(RateLimit.MESSAGES);
        fetcher.take(1).onSuccess(taken -> take(fetcher, 1, "again"));
        answer(1, 0);
        answer(1, 0);
        assertThat(outcomes).containsExactly("again");
    }

    @Test
    void someTokensAreUsedAheadOfTheAnswer() {
        TokenFetcher fetcher = known(3);
        for (String name : List.of("b", "c", "d")) {
            take(fetcher, 1, name);
        }
        assertThat(outcomes).containsExactly("a", "b", "c");
        assertThat(questions).containsExactly(1, 1);
        answer.complete(new TokensTaken(1, 0, 5));
        assertThat(questions).as("what was used ahead is paid first").containsExactly(1, 1, 2);
        answer.complete(new TokensTaken(2, 0, 3));
        assertThat(outcomes).containsExactly("a", "b", "c", "d");
    }

    /** A fetcher that may use two ahead, and knows that so many are left. */
    private TokenFetcher known(int remaining) {
        TokenFetcher fetcher = fetcher(RateLimit.MESSAGES, 2);
        take(fetcher, 1, "a");
        assertThat(outcomes).as("nothing is known yet").isEmpty();
        answer.complete(new TokensTaken(1, 0, remaining));
        return fetcher;
    }

    @Test
    void nothingIsUsedAheadWhereNothingIsLeft() {
        TokenFetcher fetcher = known(0);
        take(fetcher, 1, "b");
        assertThat(outcomes).containsExactly("a");
        answer(0, 1_000);
        assertThat(outcomes).containsExactly("a", "b in 1000");
    }

    @Test
    void whatWasUsedAheadAndIsNotThereIsOwed() {
        TokenFetcher fetcher = known(3);
        take(fetcher, 1, "b");
        answer(0, 1_000);
        take(fetcher, 1, "c");
        assertThat(outcomes).containsExactly("a", "b", "c in 2000");
        nanos.pass(1_000);
        take(fetcher, 1, "d");
        assertThat(questions).containsExactly(1, 1, 2);
        answer(1, 1_000);
        assertThat(outcomes).endsWith("d in 1000");
    }
}
