// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.limits.Limits.HeldSockets;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.limits.UserSockets.UserChanges;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UserSocketsTest {
    private static final UserId ANN = new UserId("ann");
    private static final int SHARD = Shard.of("ann");

    private final UserSockets sockets = new UserSockets(true);

    @Test
    void numbersGrowWithTheTimeAndWithoutIt() {
        long first = sockets.reserve(ANN, 1_000);
        assertThat(first).isEqualTo(1_000_000);
        assertThat(sockets.reserve(ANN, 1_000)).isEqualTo(1_000_001);
        assertThat(sockets.reserve(ANN, 500)).as("the clock was set back").isEqualTo(1_000_002);
        assertThat(sockets.reserve(ANN, 2_000)).isEqualTo(2_000_000);
    }

    @Test
    void reservedSocketIsHeldButTheUserIsNotPresentYet() {
        long socket = sockets.reserve(ANN, 1);
        assertThat(sockets.of(ANN)).containsExactly(socket);
        assertThat(sockets.takeHeld(SHARD)).containsExactly(new HeldSockets(ANN, List.of(socket)));
        assertThat(sockets.takePresent(SHARD)).isEmpty();
        assertThat(sockets.changedUsers().isEmpty()).as("nothing to tell yet").isTrue();
        sockets.connected(ANN, socket);
        assertThat(sockets.changedUsers()).isEqualTo(BitSet.valueOf(new long[] {1L << SHARD}));
        assertThat(sockets.changedSockets()).isEqualTo(sockets.changedUsers());
        assertThat(sockets.takePresent(SHARD)).containsExactly(ANN);
        assertThat(sockets.changedUsers().isEmpty()).isTrue();
    }

    @Test
    void nothingIsKeptOfThoseWhoAreGone() {
        long first = sockets.reserve(ANN, 1);
        long second = sockets.reserve(ANN, 1);
        sockets.connected(ANN, first);
        sockets.released(ANN, first);
        assertThat(sockets.of(ANN)).containsExactly(second);
        assertThat(sockets.takePresent(SHARD)).isEmpty();
        assertThat(sockets.isAbsent(SHARD)).isTrue();
        sockets.released(ANN, second);
        assertThat(sockets.isFree(SHARD)).isTrue();
        assertThat(sockets.changedSockets().get(SHARD)).as("both are told").isTrue();
        assertThat(sockets.takeHeld(SHARD)).isEmpty();
    }

    private long connect(UserId user) {
        long socket = sockets.reserve(user, 1);
        sockets.connected(user, socket);
        return socket;
    }

    @Test
    void changesTellWhoCameAndWhoLeft() {
        long first = connect(ANN);
        long second = connect(ANN);
        assertThat(sockets.takeUserChanges(SHARD)).hasValue(new UserChanges(List.of(ANN), List.of()));
        sockets.released(ANN, first);
        assertThat(sockets.changedUsers().isEmpty()).as("one tab of two").isTrue();
        assertThat(sockets.takeSocketChanges(SHARD)).hasValue(List.of(new HeldSockets(ANN, List.of(second))));
        sockets.released(ANN, second);
        assertThat(sockets.takeUserChanges(SHARD)).hasValue(new UserChanges(List.of(), List.of(ANN)));
        assertThat(sockets.takeSocketChanges(SHARD)).hasValue(List.of(new HeldSockets(ANN, List.of())));
        assertThat(sockets.changes()).isZero();
    }

    @Test
    void reservedSocketIsHeldUntilItIsReleased() {
        long socket = sockets.reserve(ANN, 1);
        assertThat(sockets.takeSocketChanges(SHARD)).hasValue(List.of(new HeldSockets(ANN, List.of(socket))));
        sockets.released(ANN, socket);
        assertThat(sockets.takeSocketChanges(SHARD)).hasValue(List.of(new HeldSockets(ANN, List.of())));
        assertThat(sockets.changedUsers().isEmpty())
                .as("the user was never present")
                .isTrue();
    }

    @Test
    void tooManyChangesAreNotKept() {
        IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new UserId("user" + i))
                .filter(user -> Shard.of(user.value()) == SHARD)
                .limit(ChangedUsers.MAX + 1)
                .forEach(this::connect);
        assertThat(sockets.changes()).isZero();
        assertThat(sockets.changedUsers().get(SHARD)).isTrue();
        assertThat(sockets.takeUserChanges(SHARD)).as("all are to be reported").isEmpty();
        assertThat(sockets.takePresent(SHARD)).hasSize(ChangedUsers.MAX + 1);
        assertThat(sockets.changedUsers().isEmpty()).isTrue();
    }
}
