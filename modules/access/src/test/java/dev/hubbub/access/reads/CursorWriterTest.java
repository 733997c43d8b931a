// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.store.FakeStore;
import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Flags;
import dev.hubbub.contract.reads.Reads.Position;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.Privacy;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cursors of bob in a room with ten messages of ann, 2 to 11. */
class CursorWriterTest {
    private static final UserId READER = BOB.user();
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");

    private final FakeStore store = new FakeStore();
    private final FakeUserRecords records = new FakeUserRecords();
    private final Queue<Runnable> pauses = new ArrayDeque<>();
    private final List<Hints.Body> inRoom = new ArrayList<>();
    private final List<Hints.Body> ofUser = new ArrayList<>();
    private final RoomFlags flags = new RoomFlags(records);
    private final CursorStore cursors = new CursorStore(
            records,
            asked -> store.unread(asked, records),
            flags,
            new ReadEvents(hint -> inRoom.add(hint.hint()), hint -> ofUser.add(hint.hint())),
            () -> NOW.plusNanos(1));
    private final CursorWriter writer = new CursorWriter(cursors, (millis, task) -> pauses.add(task), 2);

    @BeforeEach
    void talk() {
        store.appendUnchecked(publicRoom(BOB));
        for (int i = 0; i < 10; i++) {
            store.appendUnchecked(entry(ANN, "text " + i));
        }
    }

    private static Entry entry(Caller sender, String text) {
        Send send = message(PUBLIC_ROOM, text);
        return MessageEntry.KIND.entry(PUBLIC_ROOM, sender, send.clientId(), text);
    }

    private Future<Position> read(long seq) {
        return writer.read(READER, PUBLIC_ROOM, seq, true);
    }

    private void secondPasses() {
        List<Runnable> due = new ArrayList<>(pauses);
        pauses.clear();
        due.forEach(Runnable::run);
    }

    private long stored() {
        return records.cursor(READER, PUBLIC_ROOM);
    }

    @Test
    void replyHasWhatIsUnreadAfterTheCursor() {
        assertThat(result(read(5))).isEqualTo(new Position(PUBLIC_ROOM, 5, 6));
        assertThat(stored()).isEqualTo(5);
    }

    @Test
    void readsOfOneSecondAreOneWrite() {
        result(read(3));
        List<Future<Position>> replies = List.of(read(7), read(5), read(9), read(8));

        assertThat(replies).noneMatch(Future::isComplete);
        assertThat(records.raises()).isEqualTo(1);
        secondPasses();

        assertThat(replies).allMatch(reply -> result(reply).equals(new Position(PUBLIC_ROOM, 9, 2)));
        assertThat(records.raises()).isEqualTo(2);
        assertThat(stored()).isEqualTo(9);
    }

    @Test
    void writeThatIsSlowIsTheOnlyOne() {
        Promise<Void> slow = Promise.promise();
        records.delayGet(slow.future());
        Future<Position> first = read(3);
        Future<Position> second = read(4);
        secondPasses();
        assertThat(List.of(first, second)).noneMatch(Future::isComplete);
        assertThat(records.raises()).isEqualTo(1);

        slow.complete();

        assertThat(result(first).seq()).isEqualTo(3);
        assertThat(result(second).seq()).isEqualTo(4);
    }

    @Test
    void backwardsChangesNothingAndShowsTheCursor() {
        result(read(9));
        secondPasses();
        inRoom.clear();

        assertThat(result(read(4))).isEqualTo(new Position(PUBLIC_ROOM, 9, 2));
        assertThat(records.raises()).isEqualTo(1);
        assertThat(inRoom).isEmpty();
    }

    @Test
    void cursorThatAnotherNodeRaisedIsShown() {
        result(records.raise(Reads.CURSOR.raise(
                Reads.CURSOR.key(READER.value(), PUBLIC_ROOM.value()), 11, new Reads.Cursor(11, 10, NOW))));

        assertThat(result(read(6))).isEqualTo(new Position(PUBLIC_ROOM, 11, 0));
    }

    @Test
    void followersAndTheOwnSocketsAreTold() {
        result(read(5));

        assertThat(inRoom)
                .containsExactly(new Hints.Body("read", Map.of("user", "bob", "seq", 5L, "at", NOW.toString())));
        assertThat(ofUser).containsExactly(new Hints.Body("read", Map.of("room", "lobby", "seq", 5L, "unread", 6L)));
    }

    @Test
    void userWhoHidesReceiptsIsToldAlone() {
        hideReceipts();

        result(read(5));

        assertThat(inRoom).isEmpty();
        assertThat(ofUser).hasSize(1);
    }

    private void hideReceipts() {
        result(records.put(
                UserRecords.PRIVACY.put(UserRecords.key(UserRecords.PRIVACY, READER), new Privacy(true, false))));
    }

    @Test
    void followersOfALargeRoomAreNotTold() {
        result(writer.read(READER, PUBLIC_ROOM, 5, false));

        assertThat(inRoom).isEmpty();
        assertThat(ofUser).hasSize(1);
    }

    @Test
    void readingTakesTheMarkAway() {
        result(read(11));
        secondPasses();
        secondPasses();
        ofUser.clear();
        result(flags.change(READER, PUBLIC_ROOM, before -> new Flags(true, true, false, false)));

        result(read(11));

        assertThat(result(flags.change(READER, PUBLIC_ROOM, before -> before)).after())
                .isEqualTo(new Flags(false, true, false, false));
        assertThat(ofUser).hasSize(1);
    }

    @Test
    void ownMessageRaisesTheCursorWithoutAnEvent() {
        SenderReads log = new SenderReads(store, writer);
        long seq = result(log.append(new MessageLog.Append(entry(BOB, "own"), 1, List.of(READER), null)))
                .seq();

        assertThat(stored()).isEqualTo(seq);
        assertThat(inRoom).isEmpty();
        assertThat(ofUser).isEmpty();
    }

    @Test
    void messageOfTheServerRaisesNoCursor() {
        SenderReads log = new SenderReads(store, writer);
        result(log.append(new MessageLog.Append(entry(BOB, "own"), 1, List.of(), null)));

        assertThat(records.raises()).isZero();
    }

    @Test
    void whatWaitsIsWrittenAtTheEnd() {
        result(read(3));
        Future<Position> waiting = read(8);

        result(writer.flush());

        assertThat(result(waiting).seq()).isEqualTo(8);
        assertThat(stored()).isEqualTo(8);
    }

    @Test
    void cursorsAtATimeAreLimited() {
        result(read(3));
        result(writer.read(ANN.user(), PUBLIC_ROOM, 3, true));
        UserId eve = new UserId("eve");

        assertThat(failure(writer.read(eve, PUBLIC_ROOM, 3, true))).startsWith("TOO_MANY: busy");
        writer.sent(eve, PUBLIC_ROOM, 3, 2);
        assertThat(records.cursor(eve, PUBLIC_ROOM)).isZero();
        assertThat(writer.size()).isEqualTo(2);

        secondPasses();
        assertThat(writer.size()).isZero();
        assertThat(result(writer.read(eve, PUBLIC_ROOM, 3, true)).seq()).isEqualTo(3);
    }

    @Test
    void failedWriteFailsItsReads() {
        records.failRaise(0, new HubException(ErrorCode.UNAVAILABLE, "test"));

        assertThat(failure(read(3))).startsWith("UNAVAILABLE");
        secondPasses();
        assertThat(result(read(3)).seq()).isEqualTo(3);
    }

    @Test
    void roomThatIsNotStoredHasNoCursors() {
        RoomId brief = new RoomId("brief");

        assertThat(result(writer.read(READER, brief, 3, true))).isEqualTo(new Position(brief, 3, 0));
        assertThat(records.raises()).isZero();
    }
}
