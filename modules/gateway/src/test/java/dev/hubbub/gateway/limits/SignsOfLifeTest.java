// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sockets have two seconds to answer, and a tenth to be counted. */
final class SignsOfLifeTest {
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    private final ManualNanos nanos = new ManualNanos();
    private final List<UserId> asked = new ArrayList<>();
    private final List<Long> waits = new ArrayList<>();
    private final SignsOfLife life = new SignsOfLife(
            asked::add,
            2_000,
            millis -> {
                waits.add(millis);
                return Future.succeededFuture();
            },
            nanos);

    @Test
    void socketsOfAUserAreAskedOnceForAllThatWait() {
        life.ask(ANN);
        nanos.pass(1_500);
        life.ask(ANN);
        life.ask(BOB);
        assertThat(asked).containsExactly(ANN, BOB);
        assertThat(waits).containsExactly(2_101L, 601L, 2_101L);
        assertThat(life.asked()).isEqualTo(2);
    }

    @Test
    void whatIsKnownIsNotAskedAgainForAWhile() {
        life.ask(ANN);
        nanos.pass(9_000);
        assertThat(life.ask(ANN).succeeded()).isTrue();
        assertThat(waits).hasSize(1);
        nanos.pass(1_001);
        life.ask(ANN);
        assertThat(asked).containsExactly(ANN, ANN);
        assertThat(life.asked()).isEqualTo(1);
    }
}
