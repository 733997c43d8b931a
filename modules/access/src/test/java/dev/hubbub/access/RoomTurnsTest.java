// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.CABINET;
import static dev.hubbub.access.Cast.LOBBY;
import static dev.hubbub.access.Cast.done;
import static dev.hubbub.access.Cast.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomTurnsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RoomTurns turns = new RoomTurns(nanos::get);
    private final Promise<String> first = Promise.promise();
    private final List<String> begun = new ArrayList<>();

    private Future<String> begin(String name) {
        begun.add(name);
        return Future.succeededFuture(name);
    }

    @Test
    void answersHoldNobodyUp() {
        Future<String> asked = turns.ask(LOBBY, first::future);
        assertThat(done(turns.ask(LOBBY, () -> begin("next")))).isEqualTo("next");
        first.complete("late");
        assertThat(done(asked)).isEqualTo("late");
    }

    @Test
    void changesHaveTheRoomToThemselvesAndOnlyTheRoom() {
        Future<String> change = turns.alone(LOBBY, first::future);
        Future<String> next = turns.ask(LOBBY, () -> begin("next"));
        done(turns.ask(CABINET, () -> begin("elsewhere")));
        assertThat(begun).containsExactly("elsewhere");
        first.complete("changed");
        done(Future.all(change, next));
        assertThat(begun).containsExactly("elsewhere", "next");
    }

    @Test
    void aFailureOrAThrowPassesTheTurnOn() {
        Future<String> failed = turns.alone(LOBBY, () -> Future.failedFuture("no"));
        Future<String> thrown = turns.alone(LOBBY, () -> {
            throw new IllegalStateException("oops");
        });
        Future<String> asked = turns.ask(LOBBY, () -> {
            throw new IllegalStateException("ouch");
        });
        Future<String> appended = turns.append(LOBBY, () -> Future.succeededFuture(1L), membership -> {
            throw new IllegalStateException("argh");
        });
        assertThat(failed.failed()).isTrue();
        assertThatThrownBy(() -> done(thrown)).hasMessage("oops");
        assertThatThrownBy(() -> done(asked)).hasMessage("ouch");
        assertThatThrownBy(() -> done(appended)).hasMessage("argh");
        assertThat(done(turns.alone(LOBBY, () -> begin("next")))).isEqualTo("next");
        assertThat(turns.rooms()).isZero();
    }

    @Test
    void whoWaitedTooLongIsNotServedAnyMore() {
        Future<String> change = turns.alone(LOBBY, first::future);
        Future<String> next = turns.alone(LOBBY, () -> begin("next"));
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        first.complete("changed");
        assertThat(done(change)).isEqualTo("changed");
        assertThat(failure(next)).isEqualTo("UNAVAILABLE: waited too long for its turn");
        assertThat(begun).isEmpty();
        assertThat(turns.rooms()).isZero();
    }

    @Test
    void oneRoomTakesSoManyAndLeavesOthersTheirs() {
        Future<String> change = turns.alone(LOBBY, first::future);
        IntStream.range(1, RoomTurns.MAX_PER_ROOM).forEach(n -> turns.ask(LOBBY, () -> begin("waited")));
        assertThat(failure(turns.ask(LOBBY, () -> begin("too much")))).startsWith("UNAVAILABLE");
        assertThat(done(turns.ask(CABINET, () -> begin("elsewhere")))).isEqualTo("elsewhere");
        first.complete("changed");
        done(change);
        assertThat(begun).hasSize(RoomTurns.MAX_PER_ROOM).doesNotContain("too much");
        assertThat(turns.rooms()).isZero();
    }

    @Test
    void allRoomsTogetherTakeSoMany() {
        for (int n = 0; n < RoomTurns.MAX_OVERALL; n++) {
            turns.ask(new RoomId("r" + n % 10), first::future);
        }
        assertThat(failure(turns.ask(LOBBY, () -> begin("too much")))).startsWith("UNAVAILABLE");
        first.complete("answered");
        assertThat(turns.rooms()).isZero();
        assertThat(done(turns.ask(LOBBY, () -> begin("room again")))).isEqualTo("room again");
    }
}
