// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users are idle after 60 s. */
class UserActivityTest {
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    private final List<UserId> changed = new ArrayList<>();
    private long nanos;
    private final UserActivity activity = new UserActivity(() -> nanos, changed::add);

    @BeforeEach
    void connect() {
        activity.idleAfter(60_000L);
        activity.connected(ANN);
        activity.connected(BOB);
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        activity.sweep();
    }

    private List<UserId> idle() {
        return activity.idleOf(List.of(ANN, BOB));
    }

    @Test
    void userWithoutARequestBecomesIdleOnce() {
        pass(59_999);
        assertThat(idle()).isEmpty();
        activity.active(BOB);
        pass(1);
        assertThat(idle()).containsExactly(ANN);
        pass(1_000);
        assertThat(changed).containsExactly(ANN);
    }

    @Test
    void nextRequestOrSocketEndsIdleness() {
        pass(60_000);
        assertThat(idle()).containsExactly(ANN, BOB);
        activity.active(ANN);
        activity.connected(BOB);
        assertThat(idle()).isEmpty();
        assertThat(changed).containsExactlyInAnyOrder(ANN, BOB, ANN, BOB);
    }

    @Test
    void userWhoHasNoSocketIsForgotten() {
        activity.forget(BOB::equals);
        assertThat(activity.size()).isEqualTo(1);
        activity.active(ANN);
        assertThat(activity.size()).as("a request that was late").isEqualTo(1);
    }

    @Test
    void withoutATimeNoUserIsIdle() {
        pass(60_000);
        activity.idleAfter(null);
        pass(1_000_000);
        assertThat(idle()).isEmpty();
        assertThat(changed).as("became idle, and is not any more").hasSize(4);
    }
}
