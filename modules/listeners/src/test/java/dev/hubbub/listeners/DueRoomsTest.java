// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.RoomId;
import org.junit.jupiter.api.Test;

final class DueRoomsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");

    private final DueRooms due = new DueRooms();

    @Test
    void roomsComeByTurns() {
        due.add(TEA);
        due.add(JAM);
        due.add(TEA);
        assertThat(due.take()).isEqualTo(TEA);
        due.done(TEA, true);
        assertThat(due.take()).isEqualTo(JAM);
        assertThat(due.take()).isEqualTo(TEA);
        assertThat(due.take()).isNull();
    }

    @Test
    void roomThatGetsMoreWhileItIsWorkedOnComesAgain() {
        due.add(TEA);
        due.take();
        due.add(TEA);
        assertThat(due.take()).as("one at a time").isNull();
        due.done(TEA, false);
        assertThat(due.take()).isEqualTo(TEA);
        due.done(TEA, false);
        assertThat(due.size()).isZero();
    }

    @Test
    void boundHoldsWhateverComes() {
        for (int i = 0; i < 3 * DueRooms.MAX_WAITING; i++) {
            due.add(new RoomId("room" + i));
        }
        assertThat(due.size()).isEqualTo(DueRooms.MAX_WAITING);
        assertThat(due.working()).isZero();
    }
}
