// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo.client;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Questions that come while queries run go together in the next one. */
final class BatchedReadsTest {
    private final List<List<Integer>> queries = new ArrayList<>();
    private final List<Promise<List<String>>> answers = new ArrayList<>();
    private final BatchedReads<Integer, String> reads = new BatchedReads<>(this::read, question -> 1, 10, 20);

    private Future<List<String>> read(List<Integer> questions) {
        queries.add(questions);
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
    }

    private void answer(int query) {
        answers.get(query)
                .complete(queries.get(query).stream().map(each -> "a" + each).toList());
    }

    private List<Future<String>> ask(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(reads::ask).toList();
    }

    @Test
    void questionsShareTheNextQuery() throws Exception {
        List<Future<String>> asked = ask(1, 9);
        assertThat(queries).containsExactly(List.of(1), List.of(2));
        assertThat(reads.waiting()).isEqualTo(7);

        answer(1);
        assertThat(queries.get(2)).containsExactly(3, 4, 5, 6, 7, 8, 9);
        answer(2);
        answer(0);

        for (int i = 0; i < 9; i++) {
            assertThat(asked.get(i).await(5, SECONDS)).isEqualTo("a" + (i + 1));
        }
        assertThat(reads.waiting()).isZero();
    }

    @Test
    void aQueryAsksForALimitedNumberOfDocuments() {
        ask(1, 20);
        answer(0);

        assertThat(queries.get(2)).hasSize(10);
    }

    @Test
    void aFailedQueryFailsItsQuestionsOnly() throws Exception {
        List<Future<String>> asked = ask(1, 4);
        answers.get(0).fail(new HubException(ErrorCode.UNAVAILABLE, "away"));
        answer(1);
        answer(2);

        assertRefused(ErrorCode.UNAVAILABLE, "away", asked.get(0));
        assertThat(asked.get(3).await(5, SECONDS)).isEqualTo("a4");
    }

    @Test
    void tooManyQuestionsAreRefused() {
        List<Future<String>> asked = ask(1, 23);

        assertRefused(ErrorCode.UNAVAILABLE, "too much waits for the store", asked.get(22));
        assertThat(reads.waiting()).isEqualTo(20);
    }
}
