// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.Presence.InRoomQuery;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.States;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.presence.ServerPresence;
import dev.hubbub.contract.presence.ServerPresence.OnlineQuery;
import dev.hubbub.contract.presence.ServerPresence.RoomSockets;
import dev.hubbub.contract.presence.ServerPresence.SocketCounts;
import dev.hubbub.contract.presence.ServerPresence.SocketsQuery;
import dev.hubbub.contract.presence.StatusRequests;
import dev.hubbub.contract.presence.StatusRequests.Choose;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.limits.LimitsVerticle;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.presence.PresenceConfig;
import dev.hubbub.presence.PresenceVerticle;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ann is on one node of a cluster and bob on the other; both serve presence, and the store is on the first. */
final class PresenceOnTwoNodesTest {
    private static final String KEY = "a key of thirty-two bytes or more";
    private static final Caller SERVER = new Caller(UserId.ofServerKey("shop"), Profile.EMPTY, Set.of(Grant.SERVER));
    private static final UserId ANN = new UserId("ann");

    private final Tokens tokens = Tokens.hs256(KEY);
    private Vertx first;
    private Vertx second;
    private Bus bus;

    @BeforeEach
    void start() throws Exception {
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        first = TestClusterMember.start(name, 0, ports, null);
        second = TestClusterMember.start(name, 1, ports, null);
        bus = new Bus(second);
        List<Deployable> store = List.of(
                new PersistenceVerticle(PersistenceConfig.inMemory()),
                new AccessVerticle(AccessConfig.defaults()),
                new LimitsVerticle(3_000));
        Future.all(Stream.concat(
                                Stream.of(first, second).map(PresenceOnTwoNodesTest::deployPresence),
                                store.stream().map(first::deployVerticle))
                        .toList())
                .await(20, SECONDS);
        Future.all(deployGateway(first), deployGateway(second)).await(20, SECONDS);
    }

    private static Future<String> deployPresence(Vertx node) {
        return node.deployVerticle(new PresenceVerticle(new PresenceConfig(3_000, 200, 5_000)));
    }

    private static Future<String> deployGateway(Vertx node) {
        JsonObject config = new JsonObject()
                .put("http", new JsonObject().put("port", 0))
                .put("auth", new JsonObject().put("hs256", KEY));
        return node.deployVerticle(new GatewayVerticle(Json.read(config, GatewayConfig.class)));
    }

    @AfterEach
    void stop() throws Exception {
        TestClusterMember.stop(second);
        TestClusterMember.stop(first);
    }

    private BridgeClient login(Vertx node, String user) {
        BridgeClient client =
                BridgeClient.connect(node, ClientOptions.raw("http://127.0.0.1:" + GatewayVerticle.port(node)));
        client.login(tokens.user(user).sign());
        return client;
    }

    private static States list(BridgeClient client, RoomId room, boolean here) {
        return client.call(Presence.LIST, new InRoomQuery(room, null, here, null, null));
    }

    private static State annIn(BridgeClient client, RoomId room) {
        return list(client, room, false).users().stream()
                .filter(state -> state.user().equals(ANN))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatOneNodeKnowsIsShownOnTheOther() throws Exception {
        BridgeClient ann = login(first, "ann");
        BridgeClient bob = login(second, "bob");
        RoomId room = ann.call(Rooms.CREATE, new Rooms.Create("Bridge", List.of(new UserId("bob")), null, null))
                .room();
        Feed atBob = bob.subscribe(room);
        ann.subscribe(room);
        await().atMost(10, SECONDS)
                .until(() -> Integer.valueOf(2).equals(list(bob, room, true).online()));
        await().atMost(10, SECONDS)
                .until(() -> Integer.valueOf(2).equals(list(bob, room, true).here()));
        countsAreThoseOfBothNodes(room);
        typingEndsWithTheSocket(room, atBob);
        invisibleUserIsGone(ann, bob, room, atBob);
    }

    private void countsAreThoseOfBothNodes(RoomId room) throws Exception {
        SocketCounts counts = bus.call(ServerPresence.SOCKETS, SERVER, new SocketsQuery(room, null, null))
                .await(5, SECONDS);
        assertThat(counts.nodes()).isEqualTo(2);
        assertThat(counts.counts()).containsExactly(new RoomSockets(room, 2, 2, List.of(ANN, new UserId("bob"))));
        assertThat(bus.call(ServerPresence.ONLINE, SERVER, new OnlineQuery(null, null, null))
                        .await(5, SECONDS)
                        .users())
                .extracting(State::user)
                .containsExactlyInAnyOrder(ANN, new UserId("bob"));
    }

    private void typingEndsWithTheSocket(RoomId room, Feed atBob) {
        BridgeClient tab = login(first, "ann");
        tab.call(Presence.TYPING, new Presence.Typing(room, true));
        assertThat(atBob.next("typing").getBoolean("typing")).isTrue();
        tab.close();
        assertThat(atBob.next("typing").getBoolean("typing")).isFalse();
    }

    private void invisibleUserIsGone(BridgeClient ann, BridgeClient bob, RoomId room, Feed atBob) {
        ann.call(StatusRequests.STATUS, new Choose(PresenceStatus.AWAY, "lunch"));
        assertThat(annIn(bob, room).text()).isEqualTo("lunch");
        await().atMost(10, SECONDS)
                .until(() -> "away".equals(atBob.next("presence").getString("status")));
        ann.call(StatusRequests.STATUS, new Choose(PresenceStatus.INVISIBLE, null));
        assertThat(annIn(bob, room).status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(annIn(ann, room).status()).isEqualTo(PresenceStatus.INVISIBLE);
        assertThat(atBob.next("presence").getString("status")).isEqualTo("offline");
    }
}
