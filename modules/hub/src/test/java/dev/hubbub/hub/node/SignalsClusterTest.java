// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.signals.Signals.Emit;
import dev.hubbub.contract.signals.Signals.InRoom;
import dev.hubbub.contract.signals.Signals.Signal;
import dev.hubbub.contract.signals.Signals.Target;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals between sockets on two members of a cluster; both serve the requests, the first one stores. */
final class SignalsClusterTest {
    private static final Caller HOST = new Caller(new UserId("server.shop"), Profile.EMPTY, Set.of(Grant.SERVER));

    @TempDir
    private static Path dir;

    private static Vertx first;
    private static Vertx second;
    private static Tokens tokens;

    private RoomId room;

    @BeforeAll
    static void start() throws Exception {
        DataDir data = new DataDir(dir).create().createKey();
        tokens = Tokens.hs256(Files.readString(data.keyFile()).strip());
        Map<String, String> options = Map.of("http.port", "0", "admin.port", "0");
        HubConfig config = ConfigLoader.load(new ConfigSources(null, Map.of(), options, data.keyFile()))
                .config();
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        first = TestClusterMember.start(name, 0, ports, null);
        second = TestClusterMember.start(name, 1, ports, null);
        for (FeatureModule module : FeatureModule.values()) {
            first.deployVerticle(module.verticle(config)).await(20, SECONDS);
        }
        second.deployVerticle(FeatureModule.ACCESS.verticle(config)).await(20, SECONDS);
        first.deployVerticle(new GatewayVerticle(config.gateway())).await(20, SECONDS);
        second.deployVerticle(new GatewayVerticle(config.gateway())).await(20, SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        TestClusterMember.stop(second);
        TestClusterMember.stop(first);
    }

    @BeforeEach
    void room() throws Exception {
        Rooms.Create create = new Rooms.Create("Pad", List.of(new UserId("bob")), null, null);
        room = new Bus(first)
                .call(Rooms.CREATE, Caller.of("ann"), create)
                .await(10, SECONDS)
                .room();
    }

    private static BridgeClient login(Vertx node, String user) {
        BridgeClient client =
                BridgeClient.connect(node, ClientOptions.raw("http://127.0.0.1:" + GatewayVerticle.port(node)));
        client.login(tokens.user(user).sign());
        return client;
    }

    private void signal(BridgeClient client, Object data) {
        client.call(Signals.SIGNAL, new Signal(room, "code", data));
    }

    private static List<Object> next(Feed feed, int count) {
        List<Object> data = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            data.add(feed.next("signal").getValue("data"));
        }
        return data;
    }

    @Test
    void allButTheSocketThatSendsAreToldInOrderOnBothNodes() {
        try (BridgeClient tab = login(first, "ann");
                BridgeClient otherTab = login(second, "ann");
                BridgeClient bob = login(second, "bob")) {
            Feed atTab = tab.subscribe(room);
            Feed atOtherTab = otherTab.subscribe(room);
            Feed atBob = bob.subscribe(room);
            List<Object> sent = IntStream.range(0, 30).<Object>mapToObj(n -> n).toList();
            sent.forEach(data -> tab.request(
                    Signals.SIGNAL.address(),
                    new JsonObject()
                            .put("room", room.value())
                            .put("name", "code")
                            .put("data", data)));
            assertThat(next(atBob, 30)).isEqualTo(sent);
            assertThat(next(atOtherTab, 30)).isEqualTo(sent);
            signal(bob, "mine");
            assertThat(next(atTab, 1)).as("nothing of its own came").containsExactly("mine");
            assertThat(next(atOtherTab, 1)).containsExactly("mine");
        }
    }

    @Test
    void keptValueIsReadOnTheOtherNodeAndNotOverwrittenByALateWriter() {
        try (BridgeClient ann = login(first, "ann");
                BridgeClient bob = login(second, "bob")) {
            ann.call(Signals.SIGNAL, new Signal(room, "code", Map.of("$set", 1), true, null, null));
            Signals.Kept kept =
                    bob.call(Signals.KEPT, new InRoom(room, null)).signals().get(0);
            assertThat(kept.data()).isEqualTo(Map.of("$set", 1));
            bob.call(Signals.SIGNAL, new Signal(room, "code", "b", true, kept.version(), null));
            assertThatThrownBy(() -> ann.call(Signals.SIGNAL, new Signal(room, "code", "late", true, 1L, null)))
                    .hasMessageContaining("CONFLICT");
        }
    }

    @Test
    void removedMemberSignalsNoMoreOnAnyNode() {
        try (BridgeClient ann = login(first, "ann");
                BridgeClient bob = login(second, "bob")) {
            Feed atAnn = ann.subscribe(room);
            signal(bob, 1);
            ann.call(Rooms.KICK, new Rooms.Kick(room, new UserId("bob")));
            assertThatThrownBy(() -> signal(bob, 2)).hasMessageContaining("FORBIDDEN");
            assertThat(next(atAnn, 1)).containsExactly(1);
        }
    }

    @Test
    void hostTellsAllOnBothNodes() throws Exception {
        try (BridgeClient ann = login(first, "ann");
                BridgeClient bob = login(second, "bob");
                BridgeClient cyn = login(second, "cyn")) {
            List<Feed> feeds = List.of(ann.listen("out.user"), bob.listen("out.user"), cyn.listen("out.user"));
            feeds.forEach(feed -> feed.next("position"));
            Bus bus = new Bus(second);
            bus.call(Signals.EMIT, HOST, new Emit(new Target(null, null, true), List.of(new UserId("cyn")), "news", 1))
                    .await(10, SECONDS);
            bus.call(Signals.EMIT, HOST, new Emit(new Target(null, new UserId("cyn"), null), null, "news", 2))
                    .await(10, SECONDS);
            assertThat(next(feeds.get(0), 1)).containsExactly(1);
            assertThat(feeds.get(1).next("signal"))
                    .isEqualTo(new JsonObject()
                            .put("event", "signal")
                            .put("user", "server.shop")
                            .put("name", "news")
                            .put("data", 1));
            assertThat(next(feeds.get(2), 1)).containsExactly(2);
        }
    }
}
