// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.process.HubCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A cluster without MongoDB: one node has the store, the others reach it over the bus. */
@ExtendWith(VertxExtension.class)
final class EmbeddedStoreClusterE2E {
    private static final String ALL = "gateway,access,persistence,presence";
    private static final String FRONT = "gateway,access,presence";
    private static final int BURST = 60;

    @TempDir
    private Path data;

    @Test
    void nothingAckedIsLostWhenTheNodeWithTheStoreIsKilledAndStartsAgain(Vertx vertx) throws Exception {
        try (HubCluster cluster = HubCluster.embedded(data, ALL, FRONT)) {
            BridgeClient ann = Talk.login(vertx, cluster.node(0).url(), cluster.token("ann"));
            BridgeClient bob = Talk.login(vertx, cluster.node(1).url(), cluster.token("bob"));
            RoomId room = ann.call(Rooms.CREATE, new Rooms.Create("Kitchen", null, null, null))
                    .room();
            bob.call(Rooms.JOIN, new Rooms.Join(room));
            Feed atBob = bob.subscribe(room);
            assertThat(atBob.awaitSeq(Talk.say(ann, room, "hello").seq()).clientId())
                    .hasToString("hello");

            Map<String, Long> acked = sendWhileKilled(cluster, bob, room);
            cluster.restart(0);
            IntStream.range(0, BURST).forEach(i -> {
                long seq = Talk.sayUntilAcked(bob, room, "m" + i).seq();
                assertThat(acked.getOrDefault("m" + i, seq)).as("m" + i).isEqualTo(seq);
            });

            List<Entry> history = Talk.history(bob, room);
            assertThat(history)
                    .extracting(Entry::seq)
                    .isEqualTo(LongStream.rangeClosed(1, history.size()).boxed().toList());
            assertThat(history.stream().filter(entry -> entry.clientId() != null))
                    .extracting(entry -> entry.clientId().value())
                    .hasSize(BURST + 1)
                    .doesNotHaveDuplicates();
            atBob.awaitSeq(history.size());
        }
    }

    /** Sends through the node without a store, and kills the one with it after an ack in the middle. */
    private static Map<String, Long> sendWhileKilled(HubCluster cluster, BridgeClient client, RoomId room)
            throws Exception {
        Map<String, Long> acked = new HashMap<>();
        List<Future<JsonObject>> sends = IntStream.range(0, BURST)
                .mapToObj(i -> new Messages.Send(room, new ClientId("m" + i), "text m" + i))
                .map(send -> client.request(Messages.SEND.address(), Json.write(send)))
                .toList();
        sends.get(BURST / 3).await(20, SECONDS);
        cluster.node(0).kill();
        Future.join(sends).otherwiseEmpty().await(30, SECONDS);
        for (int i = 0; i < BURST; i++) {
            if (sends.get(i).succeeded()) {
                acked.put("m" + i, sends.get(i).result().getLong("seq"));
            }
        }
        assertThat(acked).hasSizeGreaterThan(BURST / 3);
        return acked;
    }
}
