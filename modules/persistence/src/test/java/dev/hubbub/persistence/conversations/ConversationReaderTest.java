// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.conversations;

import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.reads.Conversations.HeadsOf;
import dev.hubbub.contract.reads.Conversations.Row;
import dev.hubbub.contract.reads.Conversations.RowsOf;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.store.MemberStore;
import dev.hubbub.persistence.store.RecordStore;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserRoomStore;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rooms of bob, in each of which ann has said something. */
@ExtendWith(VertxExtension.class)
final class ConversationReaderTest {
    private static final int ROOMS = 500;

    private final Store store = MemoryStore.create();
    private final AtomicInteger calls = new AtomicInteger();
    private final ConversationReader reader = new ConversationReader(new Store(
            counted(EntryStore.class, store.entries()),
            counted(RoomStore.class, store.rooms()),
            counted(UserRoomStore.class, store.userRooms()),
            counted(MemberStore.class, store.members()),
            counted(RecordStore.class, store.records()),
            store.search(),
            () -> 0,
            Future::succeededFuture));

    /** The same store, which counts calls. */
    private <T> T counted(Class<T> type, T delegate) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            calls.incrementAndGet();
            try {
                return method.invoke(delegate, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private int callsForRows(List<RoomId> rooms) throws Exception {
        calls.set(0);
        List<Row> found =
                reader.rows(new RowsOf(user("bob"), rooms)).await(5, SECONDS).rooms();
        assertThat(found).extracting(Row::unread).hasSize(rooms.size()).containsOnly(1L);
        return calls.get();
    }

    @Test
    void callsOfTheStoreDoNotGrowWithTheRooms(Vertx vertx) throws Exception {
        TestWriter writer = new TestWriter(vertx, store);
        List<RoomId> rooms =
                IntStream.range(0, ROOMS).mapToObj(n -> new RoomId("r" + n)).toList();
        for (RoomId room : rooms) {
            writer.append(newRoom(room, "bob")).await(5, SECONDS);
            writer.append(say(room, "ann", "c1", 1)).await(5, SECONDS);
        }

        assertThat(callsForRows(rooms))
                .isEqualTo(callsForRows(rooms.subList(0, 1)))
                .isLessThanOrEqualTo(7);
        calls.set(0);
        assertThat(reader.heads(new HeadsOf(rooms)).await(5, SECONDS).rooms()).hasSize(ROOMS);
        assertThat(calls).hasValue(1);
    }
}
