// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three memberships fit. */
final class UserRoomsTest {
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");

    private final UserRooms rooms = new UserRooms(3);

    @Test
    void membersOfARoomAreThoseWhoFollowTheirFeed() {
        rooms.load(ANN, List.of(TEA, JAM), true);
        rooms.add(BOB, TEA);
        assertThat(rooms.usersIn(TEA)).as("bob does not follow").containsExactly(ANN);
        rooms.load(BOB, List.of(), true);
        rooms.add(BOB, TEA);
        rooms.remove(ANN, TEA);
        assertThat(rooms.usersIn(TEA)).containsExactly(BOB);
        assertThat(rooms.usersIn(JAM)).containsExactly(ANN);
        assertThat(rooms.incomplete()).isEmpty();
    }

    @Test
    void userWhoseRoomsDoNotFitIsIncompleteUntilTheyAreLoadedAgain() {
        rooms.load(ANN, List.of(TEA, JAM), true);
        rooms.load(BOB, List.of(TEA, JAM), true);
        assertThat(rooms.size()).isEqualTo(3);
        assertThat(rooms.incomplete()).containsExactly(BOB);
        rooms.forget(ANN);
        rooms.load(BOB, List.of(TEA, JAM), true);
        assertThat(rooms.incomplete()).isEmpty();
        assertThat(rooms.usersIn(JAM)).containsExactly(BOB);
    }

    @Test
    void userOfWhomTheStoreNamesNotAllRoomsIsIncomplete() {
        rooms.load(ANN, List.of(TEA), false);
        assertThat(rooms.incomplete()).containsExactly(ANN);
    }

    @Test
    void nothingIsKeptOfAUserWhoIsForgotten() {
        rooms.load(ANN, List.of(TEA, JAM), false);
        rooms.add(ANN, TEA);
        assertThat(rooms.size()).isEqualTo(2);
        rooms.forget(ANN);
        rooms.add(ANN, TEA);
        assertThat(rooms.size()).isZero();
        assertThat(rooms.usersIn(TEA)).isEmpty();
        assertThat(rooms.incomplete()).isEmpty();
    }
}
