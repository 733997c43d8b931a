// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.conversations;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.enter;
import static dev.hubbub.persistence.testing.TestRequests.join;
import static dev.hubbub.persistence.testing.TestRequests.newChannel;
import static dev.hubbub.persistence.testing.TestRequests.newEphemeral;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.quit;
import static dev.hubbub.persistence.testing.TestRequests.remove;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.reads.Conversations.Count;
import dev.hubbub.contract.reads.Conversations.From;
import dev.hubbub.contract.reads.Conversations.Head;
import dev.hubbub.contract.reads.Conversations.HeadsOf;
import dev.hubbub.contract.reads.Conversations.Row;
import dev.hubbub.contract.reads.Conversations.RowsOf;
import dev.hubbub.contract.reads.Conversations.UnreadOf;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.testing.TestRequests;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The requests about many rooms over the bus, on a store. */
@ExtendWith(VertxExtension.class)
abstract class ConversationsContract {
    private static final RoomId HALL = new RoomId("hall");
    private static final RoomId NONE = new RoomId("none");

    private Bus bus;

    protected abstract PersistenceConfig config();

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        vertx.deployVerticle(() -> new PersistenceVerticle(config()), new DeploymentOptions())
                .await(20, SECONDS);
    }

    private <Q extends Record, R extends Record> R call(Rpc<Q, R> rpc, Q request) throws Exception {
        return bus.call(rpc, request).await(10, SECONDS);
    }

    private Appended append(Append request) throws Exception {
        return call(MessageLog.APPEND, request);
    }

    /** Messages of one sender, as of the first entry. */
    private void say(RoomId room, String sender, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            long membership = call(MessageLog.DESCRIBE, new MessageLog.Describe(room, List.of()))
                    .membership();
            append(TestRequests.say(room, sender, sender + System.nanoTime(), membership));
        }
    }

    private void read(RoomId room, String user, long seq, long messages) throws Exception {
        Records.Raise raise = Reads.CURSOR.raise(
                Reads.CURSOR.key(user, room.value()), seq, new Reads.Cursor(seq, messages, Instant.EPOCH));
        assertThat(call(Records.RAISE, raise).stored()).isTrue();
    }

    private Count unread(String user, RoomId room, long from) throws Exception {
        List<Count> counts = call(Conversations.UNREAD, new UnreadOf(user(user), List.of(new From(room, from))))
                .rooms();
        assertThat(counts).hasSize(1);
        return counts.get(0);
    }

    /** 1 made by ann with bob, 2 to 4 by ann, 5 cyn joins, 6 by bob, 7 by ann. */
    private void conversation() throws Exception {
        append(newRoom(ROOM, "bob"));
        say(ROOM, "ann", 3);
        append(join(ROOM, "cyn", 1));
        say(ROOM, "bob", 1);
        say(ROOM, "ann", 1);
    }

    @Test
    void messagesOfOthersAfterTheCursorAreUnread() throws Exception {
        conversation();

        assertThat(unread("bob", ROOM, 1)).isEqualTo(new Count(ROOM, 1, 0, 0, 7, 4));
        read(ROOM, "bob", 3, 2);
        assertThat(unread("bob", ROOM, 1)).isEqualTo(new Count(ROOM, 3, 3, 2, 7, 2));
        assertThat(unread("bob", ROOM, 5)).isEqualTo(new Count(ROOM, 5, 3, 3, 7, 1));
        assertThat(unread("ann", ROOM, 1)).isEqualTo(new Count(ROOM, 1, 0, 0, 7, 1));
        assertThat(unread("cyn", ROOM, 5)).isEqualTo(new Count(ROOM, 5, 0, 3, 7, 2));
    }

    @Test
    void memberOfAChannelHasUnreadWhatFollowsItsJoin() throws Exception {
        append(newChannel(ROOM));
        say(ROOM, "ann", 2);
        call(Memberships.CHANGE, enter(ROOM, "bob", 1));
        call(Memberships.CHANGE, enter(ROOM, "cyn", 1));
        say(ROOM, "ann", 3);
        call(Memberships.CHANGE, quit(ROOM, "cyn", 1));

        Row row = call(Conversations.ROWS, new RowsOf(user("bob"), List.of(ROOM)))
                .rooms()
                .get(0);
        assertThat(row.role()).isEqualTo(Role.MEMBER);
        assertThat(List.of(row.seq(), row.read(), row.unread())).containsExactly(6L, 3L, 3L);
        read(ROOM, "bob", 5, 4);
        assertThat(unread("bob", ROOM, 3)).isEqualTo(new Count(ROOM, 5, 5, 4, 6, 1));
        assertThat(call(Conversations.ROWS, new RowsOf(user("cyn"), List.of(ROOM)))
                        .rooms())
                .isEmpty();
    }

    @Test
    void nothingIsUnreadInAnEphemeralRoom() throws Exception {
        append(newEphemeral(ROOM, "bob"));
        say(ROOM, "ann", 2);

        Row row = call(Conversations.ROWS, new RowsOf(user("bob"), List.of(ROOM)))
                .rooms()
                .get(0);
        assertThat(List.of(row.seq(), row.read(), row.unread())).containsExactly(1L, 1L, 0L);
        assertThat(row.last()).isNull();
        assertThat(unread("bob", ROOM, MessageLog.FIRST_EPHEMERAL).unread()).isZero();
        assertThat(call(Conversations.HEADS, new HeadsOf(List.of(ROOM))).rooms())
                .extracting(Head::messages)
                .containsExactly(0L);
    }

    @Test
    void nothingIsUnreadAtTheHeadOrBeyondIt() throws Exception {
        conversation();

        read(ROOM, "bob", 7, 5);
        assertThat(unread("bob", ROOM, 1)).isEqualTo(new Count(ROOM, 7, 7, 5, 7, 0));
        read(ROOM, "ann", 70, 50); // of a log that was set back
        assertThat(unread("ann", ROOM, 1)).isEqualTo(new Count(ROOM, 7, 70, 5, 7, 0));
        assertThat(unread("zoe", ROOM, 0)).isEqualTo(new Count(ROOM, 0, 0, 0, 7, 5));
    }

    @Test
    void joinsAndRemovalsAreNotUnread() throws Exception {
        append(newRoom(ROOM, "bob"));
        append(join(ROOM, "cyn", 1));
        append(remove(ROOM, "cyn", 2));

        assertThat(unread("bob", ROOM, 1)).isEqualTo(new Count(ROOM, 1, 0, 0, 3, 0));
    }

    @Test
    void roomsThatDoNotExistAreLeftOut() throws Exception {
        append(newRoom(ROOM, "bob"));

        assertThat(call(Conversations.UNREAD, new UnreadOf(user("bob"), List.of(new From(NONE, 3), new From(ROOM, 1))))
                        .rooms())
                .extracting(Count::room)
                .containsExactly(ROOM);
        assertThat(call(Conversations.HEADS, new HeadsOf(List.of(NONE, ROOM))).rooms())
                .extracting(Head::room)
                .containsExactly(ROOM);
        assertThat(call(Conversations.ROWS, new RowsOf(user("bob"), List.of(NONE)))
                        .rooms())
                .isEmpty();
    }

    @Test
    void headsTellHowManyMessagesThereAre() throws Exception {
        conversation();
        append(join(ROOM, "dan", 5));

        List<Head> heads = call(Conversations.HEADS, new HeadsOf(List.of(ROOM))).rooms();

        assertThat(heads).hasSize(1);
        assertThat(heads.get(0)).isEqualTo(new Head(ROOM, 8, 5, 7, heads.get(0).at()));
    }

    @Test
    void rowHasTheRoomAndWhatTheUserHasToReadThere() throws Exception {
        conversation();
        append(newRoom(HALL));
        List<Row> ofAnn = call(Conversations.ROWS, new RowsOf(user("ann"), List.of(HALL, ROOM)))
                .rooms();
        List<Row> ofCyn = call(Conversations.ROWS, new RowsOf(user("cyn"), List.of(HALL, ROOM)))
                .rooms();
        assertThat(ofAnn).extracting(Row::room).containsExactly(HALL, ROOM);
        assertThat(ofAnn).extracting(Row::role).containsOnly(Role.OWNER);
        assertThat(ofAnn.get(0).last()).isNull();
        assertThat(ofAnn.get(1).details().name()).isEqualTo("Kitchen of kitchen");
        assertThat(ofAnn.get(1).last().sender()).isEqualTo(user("ann"));
        assertThat(ofAnn.get(1).last().seq()).isEqualTo(7);
        assertThat(ofAnn.get(1).last().text()).startsWith("text of ann");
        assertThat(ofCyn).as("no member of the hall").hasSize(1);
        Row row = ofCyn.get(0);
        assertThat(List.of(row.seq(), row.read(), row.unread())).containsExactly(7L, 5L, 2L);
        assertThat(row.role()).isEqualTo(Role.MEMBER);
        assertThat(row.at()).isEqualTo(row.last().at());
        assertThat(row.members()).isEqualTo(3);
    }

    @Test
    void sentMessageCountsAsReadInARowBeforeItsCursorIsStored() throws Exception {
        conversation();
        assertThat(row("bob")).extracting(Row::read, Row::unread).containsExactly(6L, 1L);
    }

    private Row row(String user) throws Exception {
        return call(Conversations.ROWS, new RowsOf(user(user), List.of(ROOM)))
                .rooms()
                .get(0);
    }

    @Test
    void textOfARowIsShortAndWhole() throws Exception {
        append(newRoom(ROOM));
        String text = "x".repeat(Conversations.MAX_TEXT - 1) + "\ud83d\ude00 and so on";
        append(TestRequests.say(ROOM, "ann", "c1", text, 1));

        assertThat(row("ann").last().text()).isEqualTo("x".repeat(Conversations.MAX_TEXT - 1));
    }

    @Test
    void manyRoomsAreAskedForAtOnce() throws Exception {
        List<RoomId> rooms =
                IntStream.range(0, 100).mapToObj(n -> new RoomId("r" + n)).toList();
        Future.all(rooms.stream()
                        .map(room -> bus.call(MessageLog.APPEND, newRoom(room, "bob")))
                        .toList())
                .await(10, SECONDS);
        Future.all(rooms.stream()
                        .map(room -> bus.call(MessageLog.APPEND, TestRequests.say(room, "ann", "c1", 1)))
                        .toList())
                .await(10, SECONDS);

        assertThat(call(Conversations.ROWS, new RowsOf(user("bob"), rooms)).rooms())
                .hasSize(100)
                .allSatisfy(row -> assertThat(row.unread()).isEqualTo(1));
        assertThat(call(
                                Conversations.UNREAD,
                                new UnreadOf(
                                        user("ann"),
                                        rooms.stream()
                                                .map(room -> new From(room, 1))
                                                .toList()))
                        .rooms())
                .hasSize(100)
                .allSatisfy(count -> assertThat(count.unread()).isZero());
    }

    @Test
    void malformedRequestsAreRefused() {
        JsonArray tooMany = new JsonArray(Collections.nCopies(501, "r1"));
        assertMalformed(Conversations.HEADS, "rooms: 501", new JsonObject().put("rooms", tooMany));
        assertMalformed(Conversations.ROWS, "user: missing", new JsonObject().put("rooms", new JsonArray()));
        assertMalformed(
                Conversations.ROWS,
                "rooms: 501",
                new JsonObject().put("user", "ann").put("rooms", tooMany));
        assertMalformed(
                Conversations.UNREAD,
                "seq: -1",
                new JsonObject()
                        .put("user", "ann")
                        .put(
                                "rooms",
                                new JsonArray()
                                        .add(new JsonObject().put("room", "r1").put("seq", -1))));
    }

    private void assertMalformed(Rpc<?, ?> rpc, String text, JsonObject body) {
        assertThatThrownBy(() -> bus.relay(rpc.address(), null, body).await(5, SECONDS))
                .hasMessageStartingWith("BAD_REQUEST: " + text);
    }
}
