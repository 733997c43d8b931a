// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Two rooms that hold three entries together. */
final class ReorderBufferTest {
    private static final int LENGTH = message(1).length();

    private final ReorderBudget budget = new ReorderBudget(3L * LENGTH);
    private final ReorderBuffer tea = new ReorderBuffer(budget);
    private final ReorderBuffer jam = new ReorderBuffer(budget);

    private static RoomEntry message(long seq) {
        Entry said = MessageEntry.KIND.entry(new RoomId("tea"), Caller.of("ann"), new ClientId("c" + seq), "hello");
        return RoomEntry.of(said.stored(seq, Instant.EPOCH));
    }

    @Test
    void oneThatComesTwiceIsHeldOnce() {
        tea.add(message(2));
        tea.add(message(2));
        assertThat(tea.size()).isEqualTo(1);
        assertThat(budget.total()).isEqualTo(LENGTH);
        assertThat(tea.take(1)).isEmpty();
        assertThat(tea.take(2)).isPresent();
        assertThat(budget.total()).isZero();
    }

    @Test
    void whatIsTooMuchForAllRoomsIsDroppedTheLastFirst() {
        jam.add(message(5));
        jam.add(message(6));
        tea.add(message(3));
        tea.add(message(2));
        assertThat(tea.take(2)).isPresent();
        assertThat(tea.size()).as("3 was dropped for 2").isZero();
        assertThat(jam.size()).isEqualTo(2);
        assertThat(budget.total()).isEqualTo(2L * LENGTH);
    }

    @Test
    void roomThatHoldsNothingGetsNothingWhileOthersHoldAll() {
        jam.add(message(5));
        jam.add(message(6));
        jam.add(message(7));
        tea.add(message(2));
        assertThat(tea.size()).isZero();
        jam.dropTo(6);
        tea.add(message(2));
        assertThat(tea.size()).isEqualTo(1);
        assertThat(budget.total()).isEqualTo(2L * LENGTH);
    }

    @Test
    void oneRoomHoldsThousandEntries() {
        ReorderBudget plenty = new ReorderBudget();
        ReorderBuffer room = new ReorderBuffer(plenty);
        for (int seq = 1_002; seq > 0; seq--) {
            room.add(message(seq));
        }
        assertThat(room.size()).isEqualTo(1_000);
        assertThat(room.take(1_001)).isEmpty();
        assertThat(room.take(1_000)).isPresent();
        room.dropTo(Long.MAX_VALUE);
        assertThat(room.size()).isZero();
        assertThat(plenty.total()).isZero();
    }
}
