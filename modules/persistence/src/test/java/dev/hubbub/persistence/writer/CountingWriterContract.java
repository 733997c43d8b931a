// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.join;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserRoom;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the writer stores about the messages and the members of a room as of an entry, on any store. */
@ExtendWith(VertxExtension.class)
abstract class CountingWriterContract {
    Store store;
    TestWriter writer;

    abstract Store open(Vertx vertx) throws Exception;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        store = open(vertx);
        writer = new TestWriter(vertx, store);
    }

    @AfterEach
    void stop() throws Exception {
        writer.stop().await(5, SECONDS);
        store.close();
    }

    final Appended append(Append request) throws Exception {
        return writer.append(request).await(5, SECONDS);
    }

    final MessageLog.Room room() throws Exception {
        return writer.describe(describe(ROOM)).await(5, SECONDS);
    }

    final List<StoredEntry> storedEntries() throws Exception {
        return store.entries()
                .get(ROOM, LongStream.rangeClosed(1, 100).boxed().toList())
                .await(5, SECONDS);
    }

    @Test
    void rolesOfUsersAreStoredWithTheEntryThatMadeThemMembers() throws Exception {
        append(newRoom(ROOM, "bob"));
        append(join(ROOM, "cyn", 1));
        List<Map<String, Object>> promoted = List.of(Map.of("user", "bob", "role", "moderator"));
        append(new Append(unknown(Map.of("members", promoted)), 2));

        assertThat(membership("ann")).isEqualTo(Map.of(ROOM, new UserRoom(Role.OWNER, 1)));
        assertThat(membership("bob")).isEqualTo(Map.of(ROOM, new UserRoom(Role.MODERATOR, 1)));
        assertThat(membership("cyn")).isEqualTo(Map.of(ROOM, new UserRoom(Role.MEMBER, 2)));
    }

    private Map<RoomId, UserRoom> membership(String user) throws Exception {
        return store.userRooms().memberships(user(user), List.of(ROOM)).await(5, SECONDS);
    }

    @Test
    void entriesCarryTheNumberOfMessagesUpToThem() throws Exception {
        assertThat(append(newRoom(ROOM, "bob")).messages()).isNull();
        assertThat(append(say(ROOM, "ann", "c1", 1)).messages()).isEqualTo(1);
        assertThat(append(join(ROOM, "cyn", 1)).messages()).isNull();
        assertThat(append(say(ROOM, "bob", "c2", 3)).messages()).isEqualTo(2);
        assertThat(append(say(ROOM, "ann", "c1", 3)).messages())
                .as("sent again")
                .isEqualTo(1);

        assertThat(storedEntries())
                .extracting(StoredEntry::count)
                .containsExactly(
                        MessageCount.NONE, new MessageCount(1, 2), new MessageCount(1, 2), new MessageCount(2, 4));
    }

    @Test
    void entryOfAnUnknownKindCountsWhenItSaysSo() throws Exception {
        append(newRoom(ROOM));
        append(new Append(unknown(Map.of("counts", true)), 1));
        append(new Append(unknown(Map.of("counts", "true")), 1));

        assertThat(storedEntries())
                .extracting(StoredEntry::count)
                .containsExactly(MessageCount.NONE, new MessageCount(1, 2), new MessageCount(1, 2));
    }

    private static Entry unknown(Map<String, Object> fields) {
        return new Entry("polled", ROOM, 0, user("ann"), null, null, null, fields);
    }
}
