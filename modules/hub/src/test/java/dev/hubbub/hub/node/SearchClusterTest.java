// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.search.MessageSearch;
import dev.hubbub.contract.search.MessageSearch.Search;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.mongo.MongoTestServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two members of a cluster store messages in one MongoDB; what the one has stored the other one finds. */
final class SearchClusterTest {
    /** So many rooms, that both nodes have the shards of some. */
    private static final int ROOMS = 4;

    private static final Caller ANN = Caller.of("ann");
    private static final Caller BOB = Caller.of("bob");
    private static final Caller EVE = Caller.of("eve");

    private static MongoTestServer mongo;
    private static Vertx first;
    private static Vertx second;
    private static Bus atFirst;
    private static Bus atSecond;

    @BeforeAll
    static void start() throws Exception {
        mongo = MongoTestServer.inMemory();
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        first = TestClusterMember.start(name, 0, ports, null);
        second = TestClusterMember.start(name, 1, ports, null);
        PersistenceConfig config = PersistenceConfig.inMemory().storedAt(mongo.connectionString());
        for (Vertx node : List.of(first, second)) {
            node.deployVerticle(new PersistenceVerticle(config)).await(20, SECONDS);
            node.deployVerticle(new AccessVerticle(AccessConfig.defaults())).await(20, SECONDS);
        }
        atFirst = new Bus(first);
        atSecond = new Bus(second);
    }

    @AfterAll
    static void stop() throws Exception {
        second.close().await(20, SECONDS);
        first.close().await(20, SECONDS);
        mongo.close();
    }

    static Stream<String> words() {
        return IntStream.range(0, ROOMS).mapToObj(number -> "word" + number);
    }

    private static <Q extends Record, R extends Record> R ann(Rpc<Q, R> rpc, Q body) throws Exception {
        return atFirst.call(rpc, ANN, body).await(20, SECONDS);
    }

    private static List<String> found(Bus node, Caller caller, String word, RoomId room) throws Exception {
        Search search = new Search(word, room, null, null, null, null, null, null);
        return node.call(MessageSearch.SEARCH, caller, search).await(20, SECONDS).messages().stream()
                .map(MessageEntry::text)
                .toList();
    }

    private static void awaitFound(Bus node, Caller caller, String word, String... texts) {
        await().atMost(Duration.ofSeconds(30)).until(() -> found(node, caller, word, null), List.of(texts)::equals);
    }

    @ParameterizedTest
    @MethodSource("words")
    void messagesAreFoundOnBothNodesUntilTheyAreDeleted(String word) throws Exception {
        RoomId room = ann(Rooms.CREATE, new Rooms.Create(word, List.of(BOB.user()), null, null))
                .room();
        ann(Messages.SEND, new Send(room, new ClientId("c1"), "one " + word));
        ann(Messages.SEND, new Send(room, new ClientId("c2"), "two " + word));
        for (Bus node : List.of(atFirst, atSecond)) {
            awaitFound(node, BOB, word, "two " + word, "one " + word);
            assertThat(found(node, BOB, word, room)).hasSize(2);
            assertThat(found(node, EVE, word, null)).isEmpty();
        }

        ann(MessageChanges.EDIT, new Edit(room, 2, "new" + word, null, null, null));
        ann(MessageChanges.DELETE, new Delete(room, 3));
        for (Bus node : List.of(atFirst, atSecond)) {
            assertThat(found(node, BOB, word, null)).as("at once").isEmpty();
            assertThat(found(node, BOB, word, room)).isEmpty();
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> found(atSecond, BOB, "new" + word, room), List.of("new" + word)::equals);

        ann(Rooms.KICK, new Rooms.Kick(room, BOB.user()));
        for (Bus node : List.of(atFirst, atSecond)) {
            assertThat(found(node, BOB, "new" + word, null)).isEmpty();
            assertThat(catchThrowable(() -> found(node, BOB, word, room))).hasMessageContaining("no such room");
        }
    }
}
