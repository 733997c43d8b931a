// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.fault;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.Metric;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.session.Feeds.ResetReason;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.process.HubCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The node dies that numbers a room whose messages are not stored: all followers on the others are told. */
@ExtendWith(VertxExtension.class)
final class EphemeralE2E {
    private static final int NODES = 3;

    @TempDir
    private Path data;

    @Test
    void followersAreToldWhatIsLostAndGoOn(Vertx vertx) throws Exception {
        try (HubCluster cluster = HubCluster.start(data, NODES)) {
            RoomId room = create(Talk.login(vertx, cluster.node(0).url(), cluster.token("ann")));
            int owner = owner(cluster);
            List<Integer> others = IntStream.range(0, NODES)
                    .filter(node -> node != owner)
                    .boxed()
                    .toList();
            BridgeClient ann = Talk.login(vertx, cluster.node(others.get(0)).url(), cluster.token("ann"));
            BridgeClient bob = Talk.login(vertx, cluster.node(others.get(1)).url(), cluster.token("bob"));
            Feed atAnn = ann.subscribe(room);
            Feed atBob = bob.subscribe(room);
            long said = Talk.say(ann, room, "c1").seq();
            assertThat(atBob.awaitSeq(said)).isEqualTo(atAnn.awaitSeq(said));
            assertThat(texts(bob, room)).containsExactly("text c1");

            cluster.node(owner).kill();
            for (Feed feed : List.of(atAnn, atBob)) {
                JsonObject reset = feed.next("reset");
                assertThat(reset.getString("reason")).isEqualTo("lost");
                assertThat(reset.getLong("seq")).isGreaterThan(said);
            }
            long again = Talk.sayUntilAcked(bob, room, "c2").seq();
            assertThat(atBob.awaitSeq(again)).isEqualTo(atAnn.awaitSeq(again));
            assertThat(texts(ann, room)).as("what was said before is lost").containsExactly("text c2");
            BridgeClient late = Talk.login(vertx, cluster.node(others.get(0)).url(), cluster.token("bob"));
            assertThat(late.subscribe(room, said).reset()).contains(ResetReason.LOST);
            BridgeClient current = Talk.login(vertx, cluster.node(others.get(1)).url(), cluster.token("bob"));
            assertThat(current.subscribe(room, again).reset()).isEmpty();
        }
    }

    private static RoomId create(BridgeClient ann) throws Exception {
        JsonObject made = ann.request(
                        Rooms.CREATE.address(),
                        new JsonObject()
                                .put("name", "Interview")
                                .put("members", new JsonArray().add("bob"))
                                .put("durability", "ephemeral"))
                .await(20, SECONDS);
        assertThat(made.getString("durability")).isEqualTo("ephemeral");
        RoomId room = new RoomId(made.getString("room"));
        Talk.sayUntilAcked(ann, room, "hello");
        return room;
    }

    /** The node that has the window of the only room. */
    private static int owner(HubCluster cluster) {
        return await("a window")
                .atMost(60, SECONDS)
                .until(
                        () -> IntStream.range(0, NODES)
                                .filter(node -> Metric.sum(cluster.node(node), "hub_persistence_ephemeral_rooms") > 0)
                                .findFirst()
                                .orElse(-1),
                        node -> node >= 0);
    }

    private static List<String> texts(BridgeClient client, RoomId room) {
        List<Entry> entries = client.call(Messages.HISTORY, new Messages.History(room, null, 0L, 100))
                .messages();
        Stream<Object> texts = entries.stream().map(entry -> entry.fields().get("text"));
        return texts.map(String::valueOf)
                .filter(text -> !text.equals("text hello"))
                .toList();
    }
}
