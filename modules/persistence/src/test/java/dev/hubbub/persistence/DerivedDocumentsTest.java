// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.Asked.ROOM;
import static dev.hubbub.persistence.Asked.describe;
import static dev.hubbub.persistence.Asked.join;
import static dev.hubbub.persistence.Asked.newRoom;
import static dev.hubbub.persistence.Asked.roomsOf;
import static dev.hubbub.persistence.Asked.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UpdateUser;
import dev.hubbub.contract.messages.MessageLog.UserRecord;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is derived from the log when writing it fails, or would cost much. */
@ExtendWith(VertxExtension.class)
final class DerivedDocumentsTest {
    private final Users users = new Users();
    private final Store memory = Store.inMemory();
    private final Store store = new Store(memory.log(), memory.rooms(), users, memory::close);
    private TestWriter writer;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        writer = new TestWriter(vertx, store);
        writer.append(newRoom(ROOM)).await(5, SECONDS);
    }

    private Snapshot snapshot() throws Exception {
        return store.rooms().find(ROOM).await(5, SECONDS);
    }

    @Test
    void whatIsStoredIsAcknowledgedThoughTheUsersCannotBeTold() throws Exception {
        users.failing = true;

        assertThat(writer.append(join(ROOM, "bob", 1)).await(5, SECONDS).seq()).isEqualTo(2);
        assertThat(snapshot().membership()).isEqualTo(1);
    }

    @Test
    void usersAreToldWithTheNextChange() throws Exception {
        users.failing = true;
        writer.append(join(ROOM, "bob", 1)).await(5, SECONDS);
        users.failing = false;

        writer.append(join(ROOM, "cyn", 2)).await(5, SECONDS);

        assertThat(roomsOf(users, "bob").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(snapshot().membership()).isEqualTo(3);
    }

    @Test
    void usersAreToldWithTheNextMessage() throws Exception {
        users.failing = true;
        writer.append(join(ROOM, "bob", 1)).await(5, SECONDS);
        users.failing = false;

        writer.append(say(ROOM, "bob", "hello", 2)).await(5, SECONDS);
        writer.describe(describe(ROOM)).await(5, SECONDS); // on the same context, after it

        assertThat(roomsOf(users, "bob").await(5, SECONDS)).containsExactly(ROOM);
    }

    @Test
    void usersAreToldByWhoeverLoadsTheRoomNext(Vertx vertx) throws Exception {
        users.failing = true;
        writer.append(join(ROOM, "bob", 1)).await(5, SECONDS);
        users.failing = false;

        new TestWriter(vertx, store).append(join(ROOM, "cyn", 2)).await(5, SECONDS);

        assertThat(roomsOf(users, "bob").await(5, SECONDS)).containsExactly(ROOM);
    }

    @Test
    void usersWhoCouldNotBeToldAreBoundedAndToldByWhoeverLoadsTheRoomNext(Vertx vertx) throws Exception {
        users.failing = true;
        for (int i = 1; i <= 1_001; i++) {
            writer.append(join(ROOM, "user-" + i, i)).await(5, SECONDS);
        }
        assertThat(users.mostAtOnce).isEqualTo(1_001);
        users.failing = false;
        writer.append(join(ROOM, "bob", 1_002)).await(5, SECONDS);
        assertThat(roomsOf(users, "bob").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(roomsOf(users, "user-1").await(5, SECONDS)).isEmpty();
        assertThat(snapshot().membership())
                .as("not beyond what users were told")
                .isEqualTo(1);
        writer.stop().await(5, SECONDS);
        assertThat(snapshot().membership()).isEqualTo(1);

        new TestWriter(vertx, store).append(join(ROOM, "cyn", 1_003)).await(5, SECONDS);

        assertThat(roomsOf(users, "user-1").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(roomsOf(users, "user-1001").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(snapshot().membership()).isEqualTo(1_003);
    }

    @Test
    void theSnapshotOfALargeRoomIsWrittenNowAndThen() throws Exception {
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

    /** A store of users that fails when told to. */
    private static final class Users implements UserStore {
        private final UserStore kept = new MemoryUserStore(InstantSource.system());
        private volatile boolean failing;
        private volatile int mostAtOnce;

        @Override
        public Future<Void> apply(List<UserRoom> changes) {
            mostAtOnce = Math.max(mostAtOnce, changes.size());
            return failing ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test")) : kept.apply(changes);
        }

        @Override
        public Future<UserRooms> rooms(RoomsOf asked) {
            return kept.rooms(asked);
        }

        @Override
        public Future<Void> remember(UpdateUser what) {
            return kept.remember(what);
        }

        @Override
        public Future<List<UserRecord>> recall(Collection<UserId> asked) {
            return kept.recall(asked);
        }
    }
}
