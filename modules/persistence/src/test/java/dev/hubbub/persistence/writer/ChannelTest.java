// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.enter;
import static dev.hubbub.persistence.testing.TestRequests.newChannel;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.quit;
import static dev.hubbub.persistence.testing.TestRequests.remove;
import static dev.hubbub.persistence.testing.TestRequests.roomsOf;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.DetailsEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.StoredMember;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.ControlledMemberStore;
import dev.hubbub.persistence.testing.TestRequests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A room that keeps its members beside the log, with one writer and with two. */
@ExtendWith(VertxExtension.class)
final class ChannelTest {
    private final Store memory = MemoryStore.create();
    private final ControlledMemberStore members = new ControlledMemberStore(memory.members());
    private final Store store = members.in(memory);
    private Vertx vertx;
    private TestWriter writer;

    @BeforeEach
    void channel(Vertx vertx) throws Exception {
        this.vertx = vertx;
        writer = new TestWriter(vertx, store);
        append(newChannel(ROOM, "mod"));
    }

    private MessageLog.Appended append(Append request) throws Exception {
        return writer.append(request).await(5, SECONDS);
    }

    private Memberships.Changed change(Memberships.Change request) throws Exception {
        return writer.change(request).await(5, SECONDS);
    }

    private MessageLog.Room room(String... users) throws Exception {
        return room(writer, users);
    }

    private static MessageLog.Room room(TestWriter writer, String... users) throws Exception {
        return writer.describe(new MessageLog.Describe(
                        ROOM, Stream.of(users).map(UserId::new).toList()))
                .await(5, SECONDS);
    }

    private String roleOf(String user) throws Exception {
        return room(user).members().stream()
                .map(member -> member.role().name())
                .findFirst()
                .orElse("none");
    }

    private static Append role(String user, Role role, long membership) {
        return new Append(
                MembershipEntry.ROLE.entry(ROOM, Caller.of("ann"), new MemberContent(user(user), role, null)),
                membership);
    }

    @Test
    void kindThatIsDerivedFromAChannelKeepsItsMembersBesideTheLogToo() throws Exception {
        RoomId room = new RoomId("alerts");
        RoomDetails details = new RoomDetails("Alerts", Visibility.PUBLIC, new RoomKind("alerts"));
        CreatedEntry.Content content = CreatedEntry.Content.of(
                user("ann"), details.withBase(RoomKind.CHANNEL), new CreatedEntry.FirstMembers(List.of()));
        append(new Append(CreatedEntry.KIND.entry(room, Caller.of("ann"), content), 0));
        change(enter(room, "bob", 1));

        TestWriter next = new TestWriter(vertx, store);
        MessageLog.Room found = next.describe(new MessageLog.Describe(room, List.of(user("bob"))))
                .await(5, SECONDS);
        assertThat(found.head() + " " + found.size() + " " + found.members().size())
                .isEqualTo("1 2 1");
        assertThat(found.details().kind().name() + " of " + found.details().base())
                .isEqualTo("alerts of channel");
    }

    @Test
    void firstMembersAreStoredOneByOne() throws Exception {
        assertThat(room("mod", "eve", "ann").members())
                .extracting(member -> member.user() + " " + member.role() + " " + member.since())
                .containsExactly("mod member 1", "ann owner 1");
        MessageLog.Room all = room();
        assertThat(all.members()).isEmpty();
        assertThat(all.size() + " " + all.owners() + " " + all.others()).isEqualTo("2 1 0");
        assertThat(roomsOf(store.userRooms(), "mod").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(store.rooms().find(ROOM).await(5, SECONDS).members()).isEmpty();
    }

    @Test
    void userJoinsAndLeavesWithoutAnEntry() throws Exception {
        append(say(ROOM, "ann", "c1", 1));
        assertThat(change(enter(ROOM, "bob", 1)).seq()).isEqualTo(2);
        assertThat(roleOf("bob")).isEqualTo("member");
        assertThat(room().size()).isEqualTo(3);
        assertThat(roomsOf(store.userRooms(), "bob").await(5, SECONDS)).containsExactly(ROOM);

        assertThat(change(quit(ROOM, "bob", 1)).seq()).isEqualTo(2);
        assertThat(roleOf("bob")).isEqualTo("none");
        assertThat(room().head() + " " + room().membership() + " " + room().size())
                .isEqualTo("2 1 2");
        assertThat(roomsOf(store.userRooms(), "bob").await(5, SECONDS)).isEmpty();
        assertThat(writer.published()).extracting(Entry::seq).containsExactly(1L, 2L);
        assertThat(writer.moved())
                .containsExactly(
                        new Memberships.Moved(ROOM, user("bob"), true),
                        new Memberships.Moved(ROOM, user("bob"), false));
    }

    @Test
    void listOfRoomsFollowsAUserWhoComesAndGoesOften() throws Exception {
        for (int i = 0; i < 3; i++) {
            change(enter(ROOM, "bob", 1));
            change(quit(ROOM, "bob", 1));
        }
        assertThat(roomsOf(store.userRooms(), "bob").await(5, SECONDS)).isEmpty();
        change(enter(ROOM, "bob", 1));
        assertThat(roomsOf(store.userRooms(), "bob").await(5, SECONDS)).containsExactly(ROOM);
    }

    @Test
    void changeThatWasJudgedByAnotherMembershipIsStale() throws Exception {
        change(enter(ROOM, "bob", 1));
        assertRefused(ErrorCode.STALE, writer.change(enter(ROOM, "bob", 1)));
        assertRefused(ErrorCode.STALE, writer.change(quit(ROOM, "eve", 1)));
        append(ban("bob", 1));
        assertRefused(ErrorCode.STALE, writer.change(quit(ROOM, "bob", 1)));
        assertRefused(ErrorCode.STALE, writer.change(enter(ROOM, "cyn", 9)));
        change(enter(ROOM, "cyn", 1)); // what happened to others does not matter
        assertRefused(ErrorCode.NOT_FOUND, writer.change(enter(new RoomId("none"), "bob", 1)));
        RoomId group = new RoomId("group");
        append(newRoom(group));
        assertRefused(ErrorCode.BAD_REQUEST, writer.change(enter(group, "bob", 1)));
    }

    @Test
    void fullRoomTakesNoMore() throws Exception {
        Memberships.Change third = new Memberships.Change(ROOM, user("cyn"), Role.MEMBER, null, 1, 3, null);
        change(enter(ROOM, "bob", 1));
        assertRefused(ErrorCode.STALE, writer.change(third));
        change(quit(ROOM, "bob", 1));
        change(third);
    }

    @Test
    void whatOthersDoIsAnEntryAndHoldsAtOnce() throws Exception {
        change(enter(ROOM, "bob", 1));
        assertThat(append(role("bob", Role.MODERATOR, 1)).seq()).isEqualTo(2);
        assertThat(roleOf("bob")).isEqualTo("moderator");
        append(remove(ROOM, "bob", 2));
        assertThat(roleOf("bob")).isEqualTo("none");
        append(ban("bob", 3));
        assertThat(roleOf("bob")).isEqualTo("banned");
        assertThat(room().size() + " " + room().others()).isEqualTo("2 1");
        assertRefused(ErrorCode.STALE, writer.append(say(ROOM, "bob", "late", 1)));
    }

    @Test
    void banOfAnotherWriterHoldsAgainstAJoinThatDoesNotKnowIt() throws Exception {
        TestWriter other = new TestWriter(vertx, memory);
        assertThat(room(other, "bob").membership()).isEqualTo(1);
        append(ban("bob", 1));
        assertRefused(ErrorCode.STALE, other.change(enter(ROOM, "bob", 1)));

        members.beforeNextPut(
                () -> memory.members().put(ROOM, new StoredMember(user("cyn"), Role.MEMBER, 1, null, 0, 1)));
        append(ban("cyn", 2)); // the other one let her in meanwhile
        assertThat(roleOf("cyn")).isEqualTo("banned");
    }

    @Test
    void writerThatLoadsTheRoomAppliesWhatWasNotApplied() throws Exception {
        change(enter(ROOM, "bob", 1));
        members.readOnly(true);
        assertThat(append(ban("bob", 1)).seq()).isEqualTo(2);
        assertRefused(ErrorCode.UNAVAILABLE, writer.describe(describe(ROOM)));
        assertRefused(ErrorCode.UNAVAILABLE, writer.change(enter(ROOM, "cyn", 1)));
        assertThat(store.rooms().find(ROOM).await(5, SECONDS).membership()).isEqualTo(1);

        members.readOnly(false);
        TestWriter next = new TestWriter(vertx, store);
        assertThat(room(next, "bob").members())
                .extracting(member -> member.role().name())
                .containsExactly("banned");
        assertThat(store.rooms().find(ROOM).await(5, SECONDS).membership()).isEqualTo(2);
        assertThat(roleOf("bob")).as("at the writer that could not").isEqualTo("banned");
    }

    @Test
    void roomThatEndsHasNoMembersAndWhoComesAfterItIsOne() throws Exception {
        Future.all(IntStream.range(0, 250)
                        .mapToObj(n -> writer.change(enter(ROOM, "user-" + n, 1)))
                        .toList())
                .await(10, SECONDS);
        assertThat(room().size()).isEqualTo(252);
        RoomDetails open = room().details();
        append(details(open.with(RoomStatus.COMPLETED), 1));
        assertThat(room("user-7", "ann").members()).isEmpty();
        append(details(open, 2));
        change(enter(ROOM, "user-7", 3));
        MessageLog.Room again = new TestWriter(vertx, store)
                .describe(new MessageLog.Describe(ROOM, List.of(user("user-7"), user("user-8"))))
                .await(5, SECONDS);
        assertThat(again.members()).extracting(member -> member.user().value()).containsExactly("user-7");
        assertThat(again.size() + again.owners()).isEqualTo(1);
        assertThat(roomsOf(store.userRooms(), "user-8").await(5, SECONDS)).isEmpty();
        assertThat(roomsOf(store.userRooms(), "user-7").await(5, SECONDS)).containsExactly(ROOM);
    }

    private static Append details(RoomDetails details, long membership) {
        return new Append(
                DetailsEntry.CHANGED.entry(ROOM, Caller.of("ann"), new DetailsEntry.Content(details)), membership);
    }

    private static Append ban(String user, long membership) {
        return TestRequests.change(MembershipEntry.BANNED, ROOM, "ann", user, membership);
    }
}
