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

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.ControlledEntryStore;
import dev.hubbub.persistence.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A writer that loads rooms after a restart. */
@ExtendWith(VertxExtension.class)
final class RestartTest {
    private static final RoomKind BULLETIN = new RoomKind("bulletin");
    private static final RoomDetails KITCHEN = new RoomDetails("Kitchen", Visibility.PUBLIC, BULLETIN);

    private final Store written = MemoryStore.create();
    private final Store store = ControlledEntryStore.wrap(written);
    private final ControlledEntryStore entryStore = ControlledEntryStore.of(store);

    /** Writes a log without its projections, as after a crash. */
    private void write(long size, LongFunction<Append> request) throws Exception {
        List<StoredEntry> entries = new ArrayList<>();
        EntryHeader head = EntryHeader.NONE;
        for (long seq = 1; seq <= size; seq++) {
            Append next = request.apply(seq);
            StoredEntry stored = TestEntries.next(next, head, new ManualClock().instant());
            entries.add(stored);
            head = stored.header();
        }
        written.entries().append(entries).await(5, SECONDS);
    }

    private static Append talk(long seq) {
        return seq == 1 ? newRoom(ROOM, "bob") : say(ROOM, "ann", "c" + seq, 1);
    }

    private MessageLog.Room describeAfterRestart(Vertx vertx) throws Exception {
        return new TestWriter(vertx, store).describe(describe(ROOM)).await(5, SECONDS);
    }

    @Test
    void headIsFoundWithoutAHint(Vertx vertx) throws Exception {
        write(5_000, RestartTest::talk);

        assertThat(describeAfterRestart(vertx).head()).isEqualTo(5_000);
        assertThat(entryStore.queries()).isLessThanOrEqualTo(6);
    }

    @Test
    void headIsFoundFromAnOldHint(Vertx vertx) throws Exception {
        write(5_000, RestartTest::talk);
        store.rooms().raiseHeads(Map.of(ROOM, 4_930L)).await(5, SECONDS);

        assertThat(describeAfterRestart(vertx).head()).isEqualTo(5_000);
        assertThat(entryStore.queries()).isLessThanOrEqualTo(5);
    }

    @Test
    void hintBeyondTheLogIsIgnored(Vertx vertx) throws Exception {
        write(5_000, RestartTest::talk);
        store.rooms().raiseHeads(Map.of(ROOM, 70_000L)).await(5, SECONDS);

        assertThat(describeAfterRestart(vertx).head()).isEqualTo(5_000);
        assertThat(entryStore.queries()).isLessThanOrEqualTo(7);
    }

    @Test
    void membersAreUpdatedFromAnOldSnapshot(Vertx vertx) throws Exception {
        write(1_000, seq -> switch ((int) seq) {
            case 1 -> newRoom(ROOM, "bob");
            case 400 -> join(ROOM, "cyn", 1);
            case 700 -> remove(ROOM, "bob", 1);
            default -> say(ROOM, "ann", "c" + seq, 1);
        });
        Member ann = new Member(user("ann"), Role.OWNER, 1, null);
        Member bob = new Member(user("bob"), Role.MEMBER, 1, null);
        store.rooms()
                .save(new RoomSnapshot(ROOM, KITCHEN, 1, List.of(ann, bob), 64))
                .await(5, SECONDS);

        MessageLog.Room room = describeAfterRestart(vertx);

        assertThat(room.membership()).isEqualTo(700);
        assertThat(room.kind()).isEqualTo(BULLETIN);
        assertThat(room.members()).containsExactly(ann, new Member(user("cyn"), Role.MEMBER, 400, null));
        assertThat(store.rooms().find(ROOM).await(5, SECONDS).membership()).isEqualTo(700);
        assertThat(roomsOf(store.userRooms(), "cyn").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(roomsOf(store.userRooms(), "bob").await(5, SECONDS)).isEmpty();
    }

    @Test
    void adjacentMembershipEntriesAreReadInBlocks(Vertx vertx) throws Exception {
        write(1_000, seq -> seq == 1 ? newRoom(ROOM) : join(ROOM, "user-" + seq, 1));

        assertThat(describeAfterRestart(vertx).size()).isEqualTo(1_000);
        assertThat(entryStore.queries()).isLessThanOrEqualTo(28);
    }

    @Test
    void snapshotAheadOfTheLogIsIgnored(Vertx vertx) throws Exception {
        write(10, RestartTest::talk);
        store.rooms().save(new RoomSnapshot(ROOM, KITCHEN, 50, List.of(), 50)).await(5, SECONDS);

        MessageLog.Room room = describeAfterRestart(vertx);

        assertThat(room.head()).isEqualTo(10);
        assertThat(room.size()).isEqualTo(2);
    }

    @Test
    void headIsPublishedAgain(Vertx vertx) throws Exception {
        write(10, RestartTest::talk);
        TestWriter writer = new TestWriter(vertx, store);

        writer.append(say(ROOM, "ann", "next", 1)).await(5, SECONDS);
        writer.append(say(ROOM, "ann", "after", 1)).await(5, SECONDS);

        assertThat(writer.published()).extracting(Entry::seq).containsExactly(10L, 11L, 12L);
    }

    @Test
    void membershipIsReadFromTheLog(Vertx vertx) throws Exception {
        write(10, seq -> seq == 7 ? remove(ROOM, "bob", 1) : talk(seq));
        TestWriter writer = new TestWriter(vertx, store);

        assertRefused(ErrorCode.STALE, writer.append(say(ROOM, "bob", "late", 1)));
        assertThat(writer.append(say(ROOM, "ann", "next", 7)).await(5, SECONDS).seq())
                .isEqualTo(11);
    }

    @Test
    void hintIsWrittenAtIntervalsAndOnStop(Vertx vertx) throws Exception {
        TestWriter writer = new TestWriter(vertx, store);
        writer.append(newRoom(ROOM)).await(5, SECONDS);
        List<Future<Appended>> sent = LongStream.rangeClosed(2, 100)
                .mapToObj(seq -> writer.append(talk(seq)))
                .toList();
        Future.all(sent).await(5, SECONDS);

        assertThat(store.rooms().find(ROOM).await(5, SECONDS).head()).isBetween(65L, 100L);

        writer.stop().await(5, SECONDS);
        assertThat(store.rooms().find(ROOM).await(5, SECONDS).head()).isEqualTo(100);
    }
}
