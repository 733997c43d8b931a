// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void usersAreSpreadOverRooms() {
        Layout layout = Layout.of(2, 5);

        assertThat(layout.usersOf(0)).extracting(UserId::toString).containsExactly("user0", "user2", "user4");
        assertThat(layout.usersOf(1)).extracting(UserId::toString).containsExactly("user1", "user3");
    }

    @Test
    void connectionIsInTheRoomOfItsUser() {
        Layout layout = Layout.of(2, 5);

        assertThat(layout.user(8)).isEqualTo(new UserId("user3"));
        assertThat(layout.room(8)).isEqualTo(new RoomId("bench1"));
    }

    @Test
    void roomWithoutUserIsRefused() {
        assertThatThrownBy(() -> Layout.of(3, 2))
                .hasMessage("3 rooms for 2 users (expected: >= 1 room, >= 1 user in each)");
    }
}
