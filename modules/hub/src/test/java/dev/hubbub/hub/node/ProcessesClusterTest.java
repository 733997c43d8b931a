// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.TcpBridgeClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes at two members of a cluster share the shards of what they serve, and take those of a lost one over. */
final class ProcessesClusterTest {
    private static final String KEY = "guard-key-Zx81mPq0Lw7VtB3nC5sK9dFh";
    private static final String LOOKUP = Presence.LOOKUP.address();
    private static final String HOOK = "hook.shop.check";

    @TempDir
    private static Path dir;

    private static Vertx first;
    private static Vertx second;

    /** Answers by its name, until its connection ends. */
    private record Named(String name, TcpBridgeClient client) {
        static Named at(Vertx node, String name, String address) {
            TcpBridgeClient client = TcpBridgeClient.login(GatewayVerticle.tcpBridgePort(node), KEY);
            assertThat(client.register(address).getString("type")).isEqualTo("message");
            Named process = new Named(name, client);
            Thread thread = new Thread(process::serve, name);
            thread.setDaemon(true);
            thread.start();
            return process;
        }

        private void serve() {
            JsonObject state = new JsonObject().put("user", name).put("online", true);
            JsonObject reply = new JsonObject().put("users", new JsonArray().add(state));
            try {
                while (true) {
                    client.answer(client.receive(frame -> frame.containsKey("replyAddress")), reply);
                }
            } catch (UncheckedIOException ended) {
                client.close();
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        DataDir data = new DataDir(dir).create().createKey();
        Map<String, String> options =
                Map.of("http.port", "0", "admin.port", "0", "tcpBridge.enabled", "true", "tcpBridge.port", "0");
        String keys = "[{\"name\":\"guard\",\"key\":\"env:GUARD_KEY\",\"scopes\":[\"serve:hook.*\",\"serve:" + LOOKUP
                + "\",\"hear:evt.presence.*\"]}]";
        Map<String, String> environment = Map.of("HUB_AUTH_SERVER_KEYS", keys, "GUARD_KEY", KEY);
        HubConfig config = ConfigLoader.load(new ConfigSources(null, environment, options, data.keyFile()))
                .config();
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        first = TestClusterMember.start(name, 0, ports, null);
        second = TestClusterMember.start(name, 1, ports, null);
        first.deployVerticle(new GatewayVerticle(config.gateway())).await(20, SECONDS);
        second.deployVerticle(new GatewayVerticle(config.gateway())).await(20, SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        TestClusterMember.stop(second);
        TestClusterMember.stop(first);
    }

    /** Which process answers for each shard, as a node sees it; not available: -. */
    private static Map<Integer, String> owners(Bus bus) throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            answers.add(bus.call(Presence.LOOKUP, new Presence.Lookup(shard, List.of()))
                    .map(states -> states.users().get(0).user().value())
                    .otherwise(cause -> HubException.is(cause, ErrorCode.UNAVAILABLE) ? "-" : cause.getMessage()));
        }
        Map<Integer, String> owners = new HashMap<>();
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            owners.put(shard, answers.get(shard).await(10, SECONDS));
        }
        return owners;
    }

    @Test
    void shardsAreSharedAndTakenOver() throws Exception {
        Bus bus = new Bus(first);
        Named one = Named.at(first, "one", LOOKUP);
        await().untilAsserted(() -> assertThat(owners(bus).values()).containsOnly("one"));
        Named two = Named.at(second, "two", LOOKUP);
        await().untilAsserted(() -> {
            Map<Integer, String> owners = owners(bus);
            assertThat(owners.values())
                    .containsOnly("one", "two")
                    .contains("one")
                    .contains("two");
            assertThat(owners(new Bus(second))).isEqualTo(owners);
        });
        one.client().close();
        await().untilAsserted(() -> assertThat(owners(bus).values()).containsOnly("two"));
        two.client().close();
        await().untilAsserted(() -> assertThat(owners(bus).values()).containsOnly("-"));
    }

    @Test
    void requestAndEventReachAProcessAtTheOtherNode() throws Exception {
        Named.at(first, "one", HOOK);
        JsonObject answer = (JsonObject) new Bus(second)
                .relay(HOOK, Caller.of("ann"), new JsonObject().put("text", "hello"))
                .await(10, SECONDS);
        assertThat(answer.getJsonArray("users").getJsonObject(0).getString("user"))
                .isEqualTo("one");
        try (TcpBridgeClient hears = TcpBridgeClient.login(GatewayVerticle.tcpBridgePort(second), KEY)) {
            hears.register(Presence.CHANGED.address());
            new Bus(first).publish(Presence.CHANGED, new Presence.Changed(new UserId("ann"), true));
            assertThat(hears.receive().getJsonObject("body").getString("user")).isEqualTo("ann");
        }
    }
}
