// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Describe;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.RecordedCalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much a stranger's question about a room costs: as much as one about a room that does not exist. */
@ExtendWith(VertxExtension.class)
final class HiddenRoomTest {
    private static final RoomId ABSENT = new RoomId("never-made");
    private static final RoomId PUBLIC = new RoomId("square");

    private static final String HEAD = "EntryStore.getHeaders";

    private final RecordedCalls calls = new RecordedCalls();
    private final Store store = calls.of(MemoryStore.create());
    private TestWriter writer;
    private Vertx vertx;

    @BeforeEach
    void room(Vertx vertx) throws Exception {
        this.vertx = vertx;
        writer = new TestWriter(vertx, store);
        writer.append(newRoom(ROOM, "bob", "zoe")).await(5, SECONDS);
        for (int i = 0; i < 40; i++) {
            writer.append(say(ROOM, "bob", "c" + i, 1)).await(5, SECONDS);
        }
    }

    private Future<MessageLog.Room> describe(RoomId room, String... users) {
        return writer.describe(
                new Describe(room, Stream.of(users).map(UserId::new).toList()));
    }

    private List<String> costOf(RoomId room, String... users) throws Exception {
        calls.take();
        describe(room, users).await(5, SECONDS);
        return calls.take();
    }

    private List<String> costOfAbsent(String... users) {
        calls.take();
        assertRefused(ErrorCode.NOT_FOUND, describe(ABSENT, users));
        return calls.take();
    }

    @Test
    void strangerCostsTheSameWhetherTheRoomIsThereOrNot() throws Exception {
        List<String> absent = costOfAbsent("eve");
        assertThat(absent).containsExactly("EntryStore.get", HEAD, "RecordStore.get", "RoomStore.find");
        for (int i = 0; i < 3; i++) {
            assertThat(costOf(ROOM, "eve")).isEqualTo(absent);
            assertThat(costOfAbsent("eve")).isEqualTo(absent);
        }
        assertThat(describe(ROOM, "eve").await(5, SECONDS).members()).isEmpty();
    }

    @Test
    void strangerWhoNamesAMemberCostsTheSame() throws Exception {
        assertThat(costOf(ROOM, "eve", "bob")).isEqualTo(costOfAbsent("eve", "bob"));
    }

    @Test
    void roomThatIsNotInMemoryCostsTheSame() throws Exception {
        writer.stop().await(5, SECONDS);
        writer = new TestWriter(vertx, store);
        assertThat(costOf(ROOM, "eve")).isEqualTo(costOfAbsent("eve"));
        assertThat(costOf(ROOM, "eve")).isEqualTo(costOfAbsent("eve"));
    }

    @Test
    void membersAndPublicRoomsCostNoMoreThanTheHead() throws Exception {
        assertThat(costOf(ROOM, "bob", "zoe")).containsExactly(HEAD);
        assertThat(costOf(ROOM, "ann", "eve")).as("an owner who adds a user").containsExactly(HEAD);
        assertThat(costOf(ROOM, "bob", "bob")).containsExactly(HEAD);
        assertThat(costOf(ROOM)).as("all members").containsExactly(HEAD);
        RoomDetails details = new RoomDetails("Square", Visibility.PUBLIC, null);
        CreatedEntry.Content content =
                CreatedEntry.Content.of(user("ann"), details, new CreatedEntry.FirstMembers(List.of()));
        writer.append(new Append(CreatedEntry.KIND.entry(PUBLIC, Caller.of("ann"), content), 0))
                .await(5, SECONDS);
        assertThat(costOf(PUBLIC, "eve")).containsExactly(HEAD);
    }
}
