// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {
    private final Turns<String> turns = new Turns<>();
    private final List<String> begun = new ArrayList<>();

    private Promise<String> run(String key, String name) {
        Promise<String> work = Promise.promise();
        turns.run(key, () -> {
            begun.add(name);
            return work.future();
        });
        return work;
    }

    @Test
    void workAboutTheSameIsDoneInTheOrderOfArrival() {
        Promise<String> first = run("a", "first");
        Promise<String> second = run("a", "second");
        run("a", "third");

        assertThat(begun).containsExactly("first");
        first.complete("done");
        assertThat(begun).containsExactly("first", "second");
        second.fail("refused");
        assertThat(begun).containsExactly("first", "second", "third");
    }

    @Test
    void otherWorkDoesNotWait() {
        run("a", "one");
        run("b", "other");

        assertThat(begun).containsExactly("one", "other");
    }

    @Test
    void workThatThrowsEndsItsTurn() {
        Future<String> thrown = turns.run("a", () -> {
            throw new IllegalStateException("broken");
        });
        run("a", "next");

        assertThat(thrown.cause()).hasMessage("broken");
        assertThat(begun).containsExactly("next");
    }

    @Test
    void whatHasEndedIsForgotten() {
        Promise<String> first = run("a", "first");
        Promise<String> second = run("a", "second");
        assertThat(turns.size()).isEqualTo(1);

        first.complete("done");
        assertThat(turns.size()).isEqualTo(1);
        second.complete("done");
        assertThat(turns.size()).isZero();
    }
}
