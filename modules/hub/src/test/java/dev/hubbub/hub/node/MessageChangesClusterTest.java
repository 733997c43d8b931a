// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.MessageChanges.Pin;
import dev.hubbub.contract.messages.MessageChanges.React;
import dev.hubbub.contract.messages.MessageLookup.Version;
import dev.hubbub.contract.messages.MessagePages;
import dev.hubbub.contract.messages.MessagePages.ThreadPage;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.Ports;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two members of a cluster judge changes of messages, and the first one stores them. */
final class MessageChangesClusterTest {
    /** So many rooms, that both nodes have the shards of some. */
    private static final int ROOMS = 6;

    private static final Caller ANN = Caller.of("ann");
    private static final Caller BOB = Caller.of("bob");

    private static Vertx first;
    private static Vertx second;
    private static Bus atFirst;
    private static Bus atSecond;

    @BeforeAll
    static void start() throws Exception {
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        first = TestClusterMember.start(name, 0, ports, null);
        second = TestClusterMember.start(name, 1, ports, null);
        first.deployVerticle(new PersistenceVerticle(PersistenceConfig.inMemory()))
                .await(20, SECONDS);
        first.deployVerticle(new AccessVerticle(AccessConfig.defaults())).await(20, SECONDS);
        second.deployVerticle(new AccessVerticle(AccessConfig.defaults())).await(20, SECONDS);
        atFirst = new Bus(first);
        atSecond = new Bus(second);
    }

    @AfterAll
    static void stop() throws Exception {
        TestClusterMember.stop(second);
        TestClusterMember.stop(first);
    }

    static Stream<String> names() {
        return IntStream.range(0, ROOMS).mapToObj(number -> "Room " + number);
    }

    private static <Q extends Record, R extends Record> R ann(Rpc<Q, R> rpc, Q body) throws Exception {
        return atFirst.call(rpc, ANN, body).await(10, SECONDS);
    }

    private static <Q extends Record, R extends Record> R bob(Rpc<Q, R> rpc, Q body) throws Exception {
        return atSecond.call(rpc, BOB, body).await(10, SECONDS);
    }

    private static RoomId room(String name) throws Exception {
        return ann(Rooms.CREATE, new Rooms.Create(name, List.of(BOB.user()), null, null))
                .room();
    }

    private static Send send(RoomId room, String text, Long thread, List<UserId> mentions) {
        ClientId id = new ClientId("c-" + text);
        return new Send(room, id, null, text, null, null, thread, null, mentions, null, null);
    }

    private static Entry message(RoomId room) throws Exception {
        return bob(Messages.HISTORY, new Messages.History(room, null, 1L, 1))
                .messages()
                .get(0);
    }

    @ParameterizedTest
    @MethodSource("names")
    void messageIsTheSameOnBothNodesAfterEachChange(String name) throws Exception {
        RoomId room = room(name);
        bob(Messages.SEND, send(room, "first", null, null));
        bob(MessageChanges.EDIT, new Edit(room, 2, "second", null, null, null));
        ann(MessageChanges.REACT, new React(room, 2, "👍", true));
        bob(MessageChanges.REACT, new React(room, 2, "👍", true));
        ann(MessageChanges.PIN, new Pin(room, 2, true));
        Entry now = message(room);
        assertThat(MessageEntry.text(now)).isEqualTo("second");
        assertThat(now.fields()).containsKeys("edited", "pinned");
        assertThat(String.valueOf(now.fields().get("reactions"))).isEqualTo(String.valueOf(Map.of("👍", 2)));
        assertThat(bob(MessageChanges.REACT, new React(room, 2, "👍", true)).seq())
                .isNull();
        assertThat(bob(MessagePages.PINS, new MessagePages.Pins(room, null, null))
                        .messages())
                .extracting(Entry::seq)
                .containsExactly(2L);
        assertThat(bob(MessagePages.REACTIONS, new MessagePages.Reactions(room, 2, "👍", null))
                        .users())
                .containsExactlyInAnyOrder(ANN.user(), BOB.user());
        assertThat(ann(MessagePages.EDITS, new MessagePages.Edits(room, 2)).versions())
                .extracting(Version::text)
                .containsExactly("first", "second");
    }

    @ParameterizedTest
    @MethodSource("names")
    void deletedMessageIsReadNowhere(String name) throws Exception {
        RoomId room = room(name);
        bob(Messages.SEND, send(room, "first", null, null));
        bob(MessageChanges.EDIT, new Edit(room, 2, "second", null, null, null));
        ann(MessageChanges.PIN, new Pin(room, 2, true));
        ann(MessageChanges.DELETE, new Delete(room, 2));
        assertThat(message(room).fields()).containsOnlyKeys("deleted", "changed");
        assertThat(ann(Messages.HISTORY, new Messages.History(room, null, null, 50))
                        .messages())
                .noneMatch(entry -> entry.fields().containsKey("text"));
        assertThat(ann(MessagePages.EDITS, new MessagePages.Edits(room, 2)).versions())
                .isEmpty();
        assertThat(bob(MessagePages.PINS, new MessagePages.Pins(room, null, null))
                        .messages())
                .isEmpty();
        assertThat(bob(Messages.SEND, send(room, "first", null, null)).seq())
                .as("its clientId is known")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("names")
    void threadsAndMentionsAreCounted(String name) throws Exception {
        RoomId room = room(name);
        ann(Messages.SEND, send(room, "first", null, List.of(BOB.user())));
        bob(Messages.SEND, send(room, "one", 2L, null));
        long two = bob(Messages.SEND, send(room, "two", 2L, null)).seq();
        ThreadPage page = ann(MessagePages.THREAD, new MessagePages.OfThread(room, 2, null, null));
        assertThat(page.messages()).extracting(MessageEntry::text).containsExactly("one", "two");
        assertThat(page.count()).isEqualTo(2);
        assertThat(page.unread()).isEqualTo(2);
        assertThat(ann(Reads.READ, new Reads.Read(room, two, 2L)).unread()).isZero();
        assertThat(bob(RoomLists.MINE, new RoomLists.Mine()).rooms().stream()
                        .filter(row -> row.room().equals(room))
                        .map(RoomLists.Info::mentions))
                .containsExactly(1L);
    }
}
