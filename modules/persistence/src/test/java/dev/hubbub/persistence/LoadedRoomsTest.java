// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.Asked.newRoom;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rooms of three members each. */
@ExtendWith(VertxExtension.class)
final class LoadedRoomsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");
    private static final RoomId PIE = new RoomId("pie");

    private final Store store = Store.inMemory();

    @BeforeEach
    void store(Vertx vertx) throws Exception {
        TestWriter writer = new TestWriter(vertx, store);
        for (RoomId room : new RoomId[] {TEA, JAM, PIE}) {
            writer.append(newRoom(room, "bob", "cyn")).await(5, SECONDS);
        }
        writer.stop().await(5, SECONDS);
    }

    private LoadedRooms rooms(int max, int maxMembers) {
        return new LoadedRooms(
                max, maxMembers, store.rooms(), id -> new RoomWriter(new KnownRoom(id, store, new RoomLoader(store))));
    }

    private static void use(LoadedRooms rooms, RoomId id) throws Exception {
        RoomWriter room = rooms.get(id);
        room.known().catchUp(1).await(5, SECONDS);
        rooms.rested(room);
    }

    @Test
    void theLeastRecentlyUsedLeaveWhenTheirMembersAreTooMany() throws Exception {
        LoadedRooms rooms = rooms(100, 7);
        use(rooms, TEA);
        use(rooms, JAM);
        use(rooms, TEA);
        assertThat(rooms.members()).isEqualTo(6);

        use(rooms, PIE);

        assertThat(rooms.members()).isEqualTo(6);
        assertThat(rooms.size()).isEqualTo(2);
        assertThat(rooms.get(TEA).known().exists())
                .as("used after the one that left")
                .isTrue();
        assertThat(rooms.get(JAM).known().exists()).as("not loaded again").isFalse();
    }

    @Test
    void theLeastRecentlyUsedLeaveWhenRoomsAreTooMany() throws Exception {
        LoadedRooms rooms = rooms(1, 100);
        use(rooms, TEA);
        use(rooms, JAM);

        assertThat(rooms.size()).isEqualTo(1);
        assertThat(rooms.members()).isEqualTo(3);
    }

    @Test
    void oneThatIsTooLargeByItselfIsServedAndLeaves() throws Exception {
        LoadedRooms rooms = rooms(100, 2);
        use(rooms, TEA);

        assertThat(rooms.size()).isZero();
        assertThat(rooms.members()).isZero();
    }

    @Test
    void roomsThatDoNotExistFillNoMemory() throws Exception {
        LoadedRooms rooms = rooms(100, 100);
        use(rooms, new RoomId("none"));

        assertThat(rooms.size()).isZero();
        assertThat(rooms.members()).isZero();
    }
}
