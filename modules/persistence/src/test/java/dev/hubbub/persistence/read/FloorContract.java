// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.join;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.remove;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.store.RoomFloor;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A room whose oldest entries are deleted, on any store. */
@ExtendWith(VertxExtension.class)
abstract class FloorContract {
    private static final long HEAD = 150;
    private static final long FIRST = 100;

    private Vertx vertx;
    private Store store;
    private TestWriter writer;
    private MessageLog.Room asWritten;

    abstract Store open(Vertx node) throws Exception;

    /** Deletes all entries of the room below this one, by the means of the store. */
    abstract void delete(long first) throws Exception;

    @BeforeEach
    void start(Vertx node) throws Exception {
        vertx = node;
        store = open(vertx);
        writer = new TestWriter(vertx, store);
        writer.append(newRoom(ROOM, "bob")).await(5, SECONDS);
        writer.append(join(ROOM, "zoe", 1)).await(5, SECONDS);
        talk(FIRST - 1);
    }

    @AfterEach
    void stop() throws Exception {
        store.close().await(5, SECONDS);
    }

    /** Messages up to this one. */
    private void talk(long last) throws Exception {
        MessageLog.Room room = room(writer);
        for (long seq = room.head() + 1; seq <= last; seq++) {
            writer.append(say(ROOM, "bob", "c" + seq, room.membership())).await(5, SECONDS);
        }
    }

    private static MessageLog.Room room(TestWriter asked) throws Exception {
        return asked.describe(describe(ROOM)).await(5, SECONDS);
    }

    private static RoomFloor floor(MessageLog.Room room) {
        RoomDetails details = room.details();
        return new RoomFloor(new RoomSnapshot(room.room(), details, room.membership(), room.members(), room.head()));
    }

    /** The floor is the next entry; zoe is removed after it, and what is below it deleted. */
    private void deleteOlder() throws Exception {
        RoomFloor floor = floor(room(writer));
        talk(HEAD - 1);
        writer.append(remove(ROOM, "zoe", 2)).await(5, SECONDS);
        asWritten = room(writer);
        store.rooms().raiseFloor(floor).await(5, SECONDS);
        delete(floor.first());
    }

    private Slice read(long from, long to, boolean newestFirst) throws Exception {
        return new HistoryReader(store, 262_144)
                .read(new Read(ROOM, from, to, newestFirst))
                .await(5, SECONDS);
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void messagesBelowTheFloorAreCounted() throws Exception {
        deleteOlder();

        MessageCounter counter = new MessageCounter(store.entries(), store.rooms());
        assertThat(counter.upTo(List.of(new EntryId(ROOM, 50))).await(5, SECONDS))
                .extractingByKey(ROOM)
                .extracting(MessageCount::messages)
                .as("all but the first two entries")
                .isEqualTo(FIRST - 3);
    }

    @Test
    void headAndMembersAreFoundAfterARestart() throws Exception {
        deleteOlder();

        MessageLog.Room found = room(new TestWriter(vertx, store));
        assertThat(found).isEqualTo(asWritten);
        assertThat(found.head()).isEqualTo(HEAD);
        assertThat(found.members()).extracting(Member::user).hasSize(2);
    }

    @Test
    void writerThatKnowsOnlyWhatWasDeletedCatchesUp() throws Exception {
        TestWriter other = new TestWriter(vertx, store);
        assertThat(room(other).head()).isEqualTo(FIRST - 1);
        deleteOlder();

        assertThat(room(other)).isEqualTo(asWritten);
        assertThat(other.append(say(ROOM, "ann", "new", HEAD)).await(5, SECONDS).seq())
                .isEqualTo(HEAD + 1);
    }

    @Test
    void writerThatKnowsFewerMembersThanWereDeletedBeginsAtTheFloor() throws Exception {
        TestWriter other = new TestWriter(vertx, store);
        room(other);
        writer.append(join(ROOM, "dan", 2)).await(5, SECONDS);
        writer.append(join(ROOM, "eve", FIRST)).await(5, SECONDS);
        RoomFloor floor = floor(room(writer));
        writer.append(join(ROOM, "fay", FIRST + 1)).await(5, SECONDS);
        store.rooms().raiseFloor(floor).await(5, SECONDS);
        delete(floor.first());

        assertThat(room(other)).isEqualTo(room(writer));
        assertThat(room(other).members())
                .extracting(member -> member.user().value())
                .containsExactly("ann", "bob", "zoe", "dan", "eve", "fay");
    }

    @Test
    void numbersGoOnAndMembershipIsJudged() throws Exception {
        deleteOlder();
        TestWriter other = new TestWriter(vertx, store);

        assertRefused(ErrorCode.STALE, other.append(say(ROOM, "zoe", "late", 2)));
        assertThat(other.append(say(ROOM, "bob", "d", HEAD)).await(5, SECONDS).seq())
                .isEqualTo(HEAD + 1);
        assertThat(other.append(join(ROOM, "zoe", HEAD)).await(5, SECONDS).seq())
                .isEqualTo(HEAD + 2);
    }

    @Test
    void historyBeginsAtTheFloor() throws Exception {
        deleteOlder();

        Slice across = read(51, HEAD, false);
        assertThat(across.entries()).extracting(Entry::seq).isEqualTo(range(FIRST, HEAD));
        assertThat(across.first()).isEqualTo(FIRST);
        assertThat(read(90, 120, true).entries()).extracting(Entry::seq).isEqualTo(range(FIRST, 120));
        assertThat(read(1, 50, false)).isEqualTo(new Slice(List.of(), FIRST));
        assertThat(read(FIRST, HEAD, false).first()).isNull();
        assertThat(read(HEAD + 1, HEAD + 50, false)).isEqualTo(new Slice(List.of()));
    }

    @Test
    void entriesThatAreNotDeletedYetMakeNoGap() throws Exception {
        deleteOlder();
        RoomFloor higher = floor(room(writer));
        talk(HEAD + 10);
        store.rooms().raiseFloor(higher).await(5, SECONDS);
        delete(HEAD - 5);

        assertThat(read(120, HEAD + 10, false).entries()).extracting(Entry::seq).isEqualTo(range(HEAD + 1, HEAD + 10));
        assertThat(room(new TestWriter(vertx, store)).head()).isEqualTo(HEAD + 10);
    }
}
