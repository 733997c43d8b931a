// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.NodeScript;
import dev.hubbub.acceptance.fixture.RoundRobin;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.process.HubCluster;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that others wrote, without WebSocket, behind a balancer that sends each request to another node. */
@ExtendWith(VertxExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FallbackClusterE2E {
    private static final int TEXTS = 40;

    @TempDir
    private static Path data;

    private static HubCluster cluster;

    @BeforeAll
    static void start() {
        cluster = HubCluster.start(data, 2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static String balanced(Vertx vertx) throws Exception {
        return new RoundRobin(
                        vertx, List.of(cluster.node(0).url(), cluster.node(1).url()))
                .url();
    }

    private static RoomId room(Vertx vertx) {
        return Talk.login(vertx, cluster.node(1).url(), cluster.token("ann"))
                .call(Rooms.CREATE, new Rooms.Create("Kitchen", null, null, null))
                .room();
    }

    @Order(1)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge/eventsource",
                "vertx3/xhr-polling",
                "vertx3/xhr-streaming",
                "sockjs/xhr-polling",
                "sockjs/xhr-streaming",
                "sockjs/eventsource"
            })
    void everyNodeTakesEveryRequest(String client, Vertx vertx) throws Exception {
        NodeScript.Outcome outcome = NodeScript.run(
                "conversation.mjs",
                client,
                balanced(vertx),
                cluster.token("ann"),
                cluster.token("bob"),
                room(vertx).value());
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    /** The last test: it leaves one node. */
    @Order(2)
    @Test
    void nothingIsMissedWhenANodeIsKilled(Vertx vertx) throws Exception {
        String url = balanced(vertx);
        RoomId room = room(vertx);
        BridgeClient bob = Talk.login(vertx, cluster.node(1).url(), cluster.token("bob"));
        bob.call(Rooms.JOIN, new Rooms.Join(room));
        Feed atBob = bob.subscribe(room);
        List<CompletableFuture<NodeScript.Outcome>> scripts =
                List.of("xhr-polling", "xhr-streaming", "eventsource").stream()
                        .map(transport -> comeback("sockjs/" + transport, url, room))
                        .toList();
        atBob.awaitSeq(TEXTS);
        cluster.node(0).kill();
        for (CompletableFuture<NodeScript.Outcome> script : scripts) {
            NodeScript.Outcome outcome = script.get(100, SECONDS);
            assertThat(outcome.exit()).as(outcome.output()).isZero();
        }
    }

    private static CompletableFuture<NodeScript.Outcome> comeback(String client, String url, RoomId room) {
        String token = cluster.token("user-of-" + client.replace('/', '-'));
        return CompletableFuture.supplyAsync(() -> {
            try {
                return NodeScript.run("comeback.mjs", client, url, token, room.value(), String.valueOf(TEXTS));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
