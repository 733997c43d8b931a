// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.limits.Limits.HeldSockets;
import dev.hubbub.contract.value.UserId;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UserSocketsTest {
    private static final UserId ANN = new UserId("ann");
    private static final int SHARD = Shard.of("ann");

    private final UserSockets sockets = new UserSockets();

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
        assertThat(sockets.held(SHARD)).containsExactly(new HeldSockets(ANN, List.of(socket)));
        assertThat(sockets.present(SHARD)).isEmpty();
        assertThat(sockets.takeChanged().isEmpty()).as("nothing to tell yet").isTrue();
        sockets.connected(ANN, socket);
        assertThat(sockets.present(SHARD)).containsExactly(ANN);
        assertThat(sockets.takeChanged()).isEqualTo(BitSet.valueOf(new long[] {1L << SHARD}));
        assertThat(sockets.takeChanged().isEmpty()).isTrue();
    }

    @Test
    void nothingIsKeptOfThoseWhoAreGone() {
        long first = sockets.reserve(ANN, 1);
        long second = sockets.reserve(ANN, 1);
        sockets.connected(ANN, first);
        sockets.released(ANN, first);
        assertThat(sockets.of(ANN)).containsExactly(second);
        assertThat(sockets.present(SHARD)).isEmpty();
        sockets.released(ANN, second);
        assertThat(sockets.held(SHARD)).isEmpty();
        assertThat(sockets.takeChanged().get(SHARD)).as("both are told").isTrue();
    }
}
