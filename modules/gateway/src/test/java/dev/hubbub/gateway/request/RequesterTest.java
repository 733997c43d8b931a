// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequesterTest {
    private final Requester.Order order = new Requester.Order();
    private final List<String> told = new ArrayList<>();

    private void next(Future<Void> outcome, String name) {
        order.next(outcome)
                .onSuccess(done -> told.add(name))
                .onFailure(cause -> told.add(name + " " + cause.getMessage()));
    }

    @Test
    void outcomesAreToldInTheOrderAsked() {
        Promise<Void> first = Promise.promise();
        Promise<Void> second = Promise.promise();
        next(first.future(), "first");
        next(second.future(), "second");
        next(Future.failedFuture("refused"), "third");
        next(Future.succeededFuture(), "fourth");
        second.complete();
        assertThat(told).isEmpty();
        first.fail("late");
        assertThat(told).containsExactly("first late", "second", "third refused", "fourth");
    }

    @Test
    void withoutAnybodyBeforeItIsToldAtOnce() {
        next(Future.succeededFuture(), "first");
        next(Future.failedFuture("refused"), "second");
        assertThat(told).containsExactly("first", "second refused");
    }
}
