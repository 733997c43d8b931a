// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.join;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.remove;
import static dev.hubbub.persistence.testing.TestRequests.roomsOf;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.MessageLog.Describe;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.StoredEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The behaviour of the writer on any store. */
abstract class LogWriterContract extends CountingWriterContract {
    @Test
    void aNewRoomIsDescribed() throws Exception {
        assertThat(append(newRoom(ROOM, "zoe", "bob", "ann")).seq()).isEqualTo(1);

        assertThat(room())
                .isEqualTo(new MessageLog.Room(
                        ROOM,
                        new RoomDetails("Kitchen of kitchen", Visibility.PRIVATE, RoomKind.GROUP),
                        1,
                        1,
                        3,
                        1,
                        0,
                        List.of(
                                new Member(user("ann"), Role.OWNER, 1, null),
                                new Member(user("zoe"), Role.MEMBER, 1, null),
                                new Member(user("bob"), Role.MEMBER, 1, null)),
                        null));
    }

    @Test
    void roomOfAnyKindWithoutAnOwnerOrMembersIsDescribed() throws Exception {
        RoomKind kind = new RoomKind("made-by-a-newer-node");
        RoomDetails details = new RoomDetails("Kitchen", Visibility.PRIVATE, kind);
        append(new Append(
                CreatedEntry.KIND.entry(
                        ROOM,
                        Caller.of("host"),
                        CreatedEntry.Content.of(null, details, new CreatedEntry.FirstMembers(List.of()))),
                0));

        assertThat(room())
                .isEqualTo(new MessageLog.Room(
                        ROOM, new RoomDetails("Kitchen", Visibility.PRIVATE, kind), 1, 1, 0, 0, 0, List.of(), null));
        assertThat(roomsOf(store.userRooms(), "host").await(5, SECONDS)).isEmpty();
        assertThat(append(join(ROOM, "bob", 1)).seq()).isEqualTo(2);
    }

    @Test
    void membersComeAndGo() throws Exception {
        append(newRoom(ROOM, "bob"));
        append(say(ROOM, "ann", "c1", 1));
        append(join(ROOM, "cyn", 1));
        append(remove(ROOM, "bob", 3));

        MessageLog.Room room = writer.describe(new Describe(ROOM, List.of(user("bob"), user("cyn"))))
                .await(5, SECONDS);

        assertThat(room.head()).isEqualTo(4);
        assertThat(room.membership()).isEqualTo(4);
        assertThat(room.size()).isEqualTo(2);
        assertThat(room.members()).containsExactly(new Member(user("cyn"), Role.MEMBER, 3, null));
        assertThat(storedEntries()).extracting(StoredEntry::previous).containsExactly(0L, 0L, 1L, 3L);
        assertThat(storedEntries()).extracting(StoredEntry::membership).containsExactly(1L, 1L, 3L, 4L);
    }

    @Test
    void roomsOfUsersAreStoredBeforeTheReply() throws Exception {
        append(newRoom(ROOM, "bob"));
        append(join(ROOM, "cyn", 1));
        append(remove(ROOM, "bob", 2));

        assertThat(roomsOf(store.userRooms(), "ann").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(roomsOf(store.userRooms(), "bob").await(5, SECONDS)).isEmpty();
        assertThat(roomsOf(store.userRooms(), "cyn").await(5, SECONDS)).containsExactly(ROOM);
    }

    @Test
    void entriesArePublishedInOrderWithTheProfileOfTheRequest() throws Exception {
        Profile profile = new Profile("Ann", null, "cook");
        Caller ann = new Caller(user("ann"), profile, Set.of());
        append(newRoom(ROOM));
        List<Future<Appended>> sent = IntStream.range(0, 50)
                .mapToObj(i -> new Append(MessageEntry.KIND.entry(ROOM, ann, new ClientId("c" + i), "text " + i), 1))
                .map(writer::append)
                .toList();
        Future.all(sent).await(5, SECONDS);

        assertThat(writer.published())
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(1, 51).boxed().toList());
        assertThat(writer.published().subList(1, 51)).allMatch(entry -> profile.equals(entry.profile()));
        assertThat(storedEntries()).allMatch(stored -> stored.entry().profile() == null);
        assertThat(writer.published().get(50).shownAs(null))
                .isEqualTo(storedEntries().get(50).entry());
    }

    @Test
    void retryGetsTheFirstReply() throws Exception {
        append(newRoom(ROOM));
        Appended first = append(say(ROOM, "ann", "c1", 1));
        append(say(ROOM, "ann", "c2", 1));

        assertThat(append(say(ROOM, "ann", "c1", 1))).isEqualTo(first);
        assertThat(append(say(ROOM, "ann", "c3", 1)).seq()).isEqualTo(4);
    }

    @Test
    void clientIdWithAnotherTextIsRefused() throws Exception {
        append(newRoom(ROOM));
        append(say(ROOM, "ann", "c1", "one", 1));

        assertRefused(
                ErrorCode.CONFLICT, "clientId was used for seq 2", writer.append(say(ROOM, "ann", "c1", "two", 1)));
        assertThat(append(say(ROOM, "bob", "c1", "two", 1)).seq()).isEqualTo(3);
    }

    @Test
    void hundredEqualMessagesAtOnceAreStoredOnce() throws Exception {
        append(newRoom(ROOM));
        List<Future<Appended>> sent = IntStream.range(0, 100)
                .mapToObj(i -> writer.append(say(ROOM, "ann", "same", 1)))
                .toList();

        Future.all(sent).await(5, SECONDS);

        assertThat(sent).allMatch(reply -> reply.result().equals(sent.get(0).result()));
        assertThat(storedEntries()).hasSize(2);
        assertThat(writer.published()).hasSize(2);
    }

    @Test
    void equalClientIdsWithDifferentTextsAtOnceAreRefused() throws Exception {
        append(newRoom(ROOM));
        Future<Appended> first = writer.append(say(ROOM, "ann", "same", "one", 1));
        Future<Appended> second = writer.append(say(ROOM, "ann", "same", "two", 1));

        assertThat(first.await(5, SECONDS).seq()).isEqualTo(2);
        assertRefused(ErrorCode.CONFLICT, "clientId was used for seq 2", second);
    }

    @Test
    void retriesInABatchLeaveNoGap() throws Exception {
        RoomId other = new RoomId("other");
        append(newRoom(ROOM));
        append(newRoom(other));
        Appended before = append(say(ROOM, "ann", "before", 1));
        Appended elsewhere = append(say(other, "ann", "before", 1));
        List<Append> requests = List.of(
                say(ROOM, "ann", "a", 1),
                say(other, "ann", "a", 1),
                say(ROOM, "ann", "before", 1),
                say(ROOM, "ann", "b", 1),
                say(other, "ann", "before", 1),
                say(other, "ann", "b", 1),
                say(ROOM, "ann", "c", 1));

        List<Future<Appended>> sent = writer.on(() -> Future.succeededFuture(
                        requests.stream().map(writer::appendNow).toList()))
                .await(5, SECONDS);
        Future.all(sent).await(5, SECONDS);

        assertThat(sent).extracting(reply -> reply.result().seq()).containsExactly(3L, 3L, 2L, 4L, 2L, 4L, 5L);
        assertThat(sent.get(2).result()).isEqualTo(before);
        assertThat(sent.get(4).result()).isEqualTo(elsewhere);
        assertThat(storedEntries()).extracting(StoredEntry::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void entryJudgedByAnotherMembershipIsStale() throws Exception {
        append(newRoom(ROOM, "bob"));
        append(join(ROOM, "cyn", 1));

        assertRefused(ErrorCode.STALE, writer.append(say(ROOM, "bob", "c1", 1)));
        assertRefused(ErrorCode.STALE, writer.append(say(ROOM, "bob", "c1", 9)));
        assertRefused(ErrorCode.STALE, writer.append(join(ROOM, "dan", 1)));
        assertThat(append(say(ROOM, "bob", "c1", 2)).seq()).isEqualTo(3);
    }

    @Test
    void messageBehindARemovalIsStale() throws Exception {
        append(newRoom(ROOM, "bob"));
        List<Future<Appended>> sent = writer.on(() -> Future.succeededFuture(List.of(
                        writer.appendNow(say(ROOM, "bob", "before", 1)),
                        writer.appendNow(remove(ROOM, "bob", 1)),
                        writer.appendNow(say(ROOM, "bob", "after", 1)))))
                .await(5, SECONDS);

        assertThat(sent.get(0).await(5, SECONDS).seq()).isEqualTo(2);
        assertThat(sent.get(1).await(5, SECONDS).seq()).isEqualTo(3);
        assertRefused(ErrorCode.STALE, sent.get(2));
        assertThat(storedEntries()).hasSize(3);
    }

    @Test
    void roomIsCreatedOnce() throws Exception {
        assertRefused(ErrorCode.NOT_FOUND, writer.append(say(ROOM, "ann", "c1", 0)));
        assertRefused(ErrorCode.NOT_FOUND, writer.describe(describe(ROOM)));
        List<Future<Appended>> sent = writer.on(() -> Future.succeededFuture(
                        List.of(writer.appendNow(newRoom(ROOM)), writer.appendNow(newRoom(ROOM, "bob")))))
                .await(5, SECONDS);

        assertThat(sent.get(0).await(5, SECONDS).seq()).isEqualTo(1);
        assertRefused(ErrorCode.CONFLICT, sent.get(1));
        assertThat(room().size()).isEqualTo(1);
    }

    @Test
    void describeIncludesEarlierAppends() throws Exception {
        append(newRoom(ROOM));
        List<Future<?>> replies = writer.on(() -> Future.succeededFuture(List.<Future<?>>of(
                        writer.appendNow(say(ROOM, "ann", "c1", 1)),
                        writer.appendNow(join(ROOM, "bob", 1)),
                        writer.describeNow(describe(ROOM)),
                        writer.appendNow(join(ROOM, "cyn", 3)),
                        writer.describeNow(describe(ROOM)))))
                .await(5, SECONDS);
        Future.all(replies).await(5, SECONDS);

        MessageLog.Room first = (MessageLog.Room) replies.get(2).result();
        MessageLog.Room second = (MessageLog.Room) replies.get(4).result();
        assertThat(List.of(first.head(), first.membership(), (long) first.size()))
                .containsExactly(3L, 3L, 2L);
        assertThat(List.of(second.head(), second.membership(), (long) second.size()))
                .containsExactly(4L, 4L, 3L);
    }
}
