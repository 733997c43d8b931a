// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.change;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.join;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.roomsOf;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.DetailsEntry;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.RoomSummary;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserRoom;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.UserRoomStore;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Projections when a write fails or is expensive. */
@ExtendWith(VertxExtension.class)
final class RoomProjectionsTest {
    private final FailingUserRoomStore userRooms = new FailingUserRoomStore();
    private final Store memory = MemoryStore.create();
    private final Store store = new Store(
            memory.entries(),
            memory.rooms(),
            userRooms,
            memory.members(),
            memory.records(),
            memory.search(),
            memory.calls(),
            memory::close);
    private TestWriter writer;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        writer = new TestWriter(vertx, store);
        writer.append(newRoom(ROOM)).await(5, SECONDS);
    }

    private RoomSnapshot snapshot() throws Exception {
        return store.rooms().find(ROOM).await(5, SECONDS);
    }

    @Test
    void entryIsAcknowledgedWhenUsersCannotBeUpdated() throws Exception {
        userRooms.failing = true;

        assertThat(writer.append(join(ROOM, "bob", 1)).await(5, SECONDS).seq()).isEqualTo(2);
        assertThat(snapshot().membership()).isEqualTo(1);
    }

    @Test
    void roomThatEndsIsTakenFromAllItsMembers(Vertx vertx) throws Exception {
        writer.append(join(ROOM, "bob", 1)).await(5, SECONDS);
        userRooms.failing = true;
        RoomDetails ended =
                writer.describe(describe(ROOM)).await(5, SECONDS).details().with(RoomStatus.COMPLETED);
        writer.append(new Append(DetailsEntry.ENDED.entry(ROOM, Caller.of("ann"), new DetailsEntry.Content(ended)), 2))
                .await(5, SECONDS);
        assertThat(roomsOf(userRooms, "bob").await(5, SECONDS)).containsExactly(ROOM);
        userRooms.failing = false;

        MessageLog.Room room =
                new TestWriter(vertx, store).describe(describe(ROOM)).await(5, SECONDS);
        assertThat(room.details().isCompleted()).isTrue();
        assertThat(room.size() + room.owners() + room.others()).isZero();
        assertThat(roomsOf(userRooms, "bob").await(5, SECONDS)).isEmpty();
        assertThat(roomsOf(userRooms, "ann").await(5, SECONDS)).isEmpty();
    }

    @Test
    void invitedAndBannedUsersAreNoMembers() throws Exception {
        writer.append(change(MembershipEntry.INVITED, ROOM, "ann", "bob", 1)).await(5, SECONDS);
        writer.append(change(MembershipEntry.BANNED, ROOM, "ann", "eve", 2)).await(5, SECONDS);
        MessageLog.Room room = writer.describe(describe(ROOM)).await(5, SECONDS);
        assertThat(room.size() + " " + room.owners() + " " + room.others()).isEqualTo("1 1 2");
        assertThat(roomsOf(userRooms, "bob").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(roomsOf(userRooms, "eve").await(5, SECONDS)).isEmpty();

        writer.append(join(ROOM, "bob", 3)).await(5, SECONDS);
        assertThat(writer.describe(describe(ROOM)).await(5, SECONDS).members())
                .extracting(member -> member.user() + " " + member.role() + " " + member.since())
                .containsExactly("ann owner 1", "eve banned 3", "bob member 4");
    }

    @Test
    void usersAreUpdatedWithTheNextChange() throws Exception {
        userRooms.failing = true;
        writer.append(join(ROOM, "bob", 1)).await(5, SECONDS);
        userRooms.failing = false;

        writer.append(join(ROOM, "cyn", 2)).await(5, SECONDS);

        assertThat(roomsOf(userRooms, "bob").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(snapshot().membership()).isEqualTo(3);
    }

    @Test
    void usersAreUpdatedWithTheNextMessage() throws Exception {
        userRooms.failing = true;
        writer.append(join(ROOM, "bob", 1)).await(5, SECONDS);
        userRooms.failing = false;

        writer.append(say(ROOM, "bob", "hello", 2)).await(5, SECONDS);
        writer.describe(describe(ROOM)).await(5, SECONDS); // runs after it on the same context

        assertThat(roomsOf(userRooms, "bob").await(5, SECONDS)).containsExactly(ROOM);
    }

    @Test
    void usersAreUpdatedByTheNextLoadOfTheRoom(Vertx vertx) throws Exception {
        userRooms.failing = true;
        writer.append(join(ROOM, "bob", 1)).await(5, SECONDS);
        userRooms.failing = false;

        new TestWriter(vertx, store).append(join(ROOM, "cyn", 2)).await(5, SECONDS);

        assertThat(roomsOf(userRooms, "bob").await(5, SECONDS)).containsExactly(ROOM);
    }

    @Test
    void failedUserUpdatesAreBoundedAndRepeatedByTheNextLoad(Vertx vertx) throws Exception {
        userRooms.failing = true;
        for (int i = 1; i <= 1_001; i++) {
            writer.append(join(ROOM, "user-" + i, i)).await(5, SECONDS);
        }
        assertThat(userRooms.largestUpdate).isEqualTo(1_001);
        userRooms.failing = false;
        writer.append(join(ROOM, "bob", 1_002)).await(5, SECONDS);
        assertThat(roomsOf(userRooms, "bob").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(roomsOf(userRooms, "user-1").await(5, SECONDS)).isEmpty();
        assertThat(snapshot().membership())
                .as("not beyond the updates of users")
                .isEqualTo(1);
        writer.stop().await(5, SECONDS);
        assertThat(snapshot().membership()).isEqualTo(1);

        new TestWriter(vertx, store).append(join(ROOM, "cyn", 1_003)).await(5, SECONDS);

        assertThat(roomsOf(userRooms, "user-1").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(roomsOf(userRooms, "user-1001").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(snapshot().membership()).isEqualTo(1_003);
    }

    @Test
    void snapshotOfALargeRoomIsWrittenLessOften() throws Exception {
        RoomId large = new RoomId("large");
        String[] members = IntStream.range(0, 300).mapToObj(i -> "user-" + i).toArray(String[]::new);
        writer.append(newRoom(large, members)).await(5, SECONDS);
        for (int i = 1; i <= 7; i++) {
            writer.append(join(large, "late-" + i, i)).await(5, SECONDS);
        }

        assertThat(store.rooms().find(large).await(5, SECONDS).membership()).isEqualTo(5);
        writer.stop().await(5, SECONDS);
        assertThat(store.rooms().find(large).await(5, SECONDS).membership()).isEqualTo(8);
    }

    @Test
    void snapshotOfALargeRoomIsWrittenAtOnceWhenItGetsAnotherName() throws Exception {
        RoomId large = new RoomId("large");
        String[] members = IntStream.range(0, 300).mapToObj(i -> "user-" + i).toArray(String[]::new);
        writer.append(newRoom(large, members)).await(5, SECONDS);
        RoomDetails renamed = new RoomDetails("New", Visibility.PRIVATE, null);
        writer.append(new Append(
                        DetailsEntry.CHANGED.entry(large, Caller.of("ann"), new DetailsEntry.Content(renamed)), 1))
                .await(5, SECONDS);

        assertThat(store.rooms().summaries(List.of(large)).await(5, SECONDS))
                .isEqualTo(Map.of(large, new RoomSummary(renamed, 301)));
    }

    /** A store of the rooms of users that fails while {@code failing} is set. */
    private static final class FailingUserRoomStore implements UserRoomStore {
        private final UserRoomStore delegate = MemoryStore.create().userRooms();
        private volatile boolean failing;
        private volatile int largestUpdate;

        @Override
        public Future<Void> applyRoomChanges(List<UserRoomChange> changes) {
            largestUpdate = Math.max(largestUpdate, changes.size());
            return failing
                    ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"))
                    : delegate.applyRoomChanges(changes);
        }

        @Override
        public Future<Map<RoomId, UserRoom>> memberships(UserId user, Collection<RoomId> rooms) {
            return delegate.memberships(user, rooms);
        }

        @Override
        public Future<UserRooms> rooms(RoomsOf request) {
            return delegate.rooms(request);
        }
    }
}
