// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.UserRoomStore;
import dev.hubbub.persistence.store.UserRoomStoreContract;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the embedded store. */
final class SqliteUserRoomStoreTest extends UserRoomStoreContract {
    @RegisterExtension
    static final SqliteStoreExtension SQLITE = new SqliteStoreExtension();

    @Override
    protected UserRoomStore userRooms() {
        return SQLITE.store().userRooms();
    }

    private static List<UserRoomChange> newRoomOf(int members) {
        return IntStream.range(0, members)
                .mapToObj(n -> new UserRoomChange(new UserId("user" + n), new RoomId("hall"), 1, Instant.EPOCH, true))
                .toList();
    }

    /** An entry that comes while the users of a large room are written waits for one part of them, not for all. */
    @Test
    void entryOfAnotherRoomIsStoredBetweenTheUsersOfANewRoom() throws Exception {
        Store store = SQLITE.store();
        Queue<String> order = new ConcurrentLinkedQueue<>();
        Future<?> users = store.userRooms()
                .applyRoomChanges(newRoomOf(1_000))
                .onComplete(written -> order.add("users of the hall"));
        Future<?> entry = store.entries()
                .append(List.of(AppendingProgram.entry(new RoomId("den"), 1)))
                .onComplete(stored -> order.add("entry in the den"));

        Future.all(users, entry).await(20, SECONDS);

        assertThat(order).containsExactly("entry in the den", "users of the hall");
        assertThat(store.userRooms()
                        .rooms(new MessageLog.RoomsOf(new UserId("user999"), 1))
                        .await(5, SECONDS)
                        .rooms())
                .containsExactly(new RoomId("hall"));
    }
}
