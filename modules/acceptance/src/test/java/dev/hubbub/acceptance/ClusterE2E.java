// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.Entry;
import dev.hubbub.contract.Presence;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.Rooms;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.HubCluster;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One conversation over several nodes, each a process of its own. */
@ExtendWith(VertxExtension.class)
final class ClusterE2E {
    /** Presence tells the truth within 10 s of a crash; other builds may slow a machine down. */
    private static final int TRUTH_SECONDS = Boolean.getBoolean("hubbub.full") ? 10 : 30;

    @TempDir
    private Path data;

    @Test
    void twoNodesTalkAndOneGoesOnAloneWhenTheOtherIsKilled(Vertx vertx) {
        try (HubCluster cluster = HubCluster.start(data, 2)) {
            BridgeClient alice = Talk.login(vertx, cluster.node(0).url(), cluster.token("alice"));
            BridgeClient bob = Talk.login(vertx, cluster.node(1).url(), cluster.token("bob"));
            RoomId room = alice.call(Rooms.CREATE, new Rooms.Create("Bridge", null, null, null))
                    .room();
            bob.call(Rooms.JOIN, new Rooms.Join(room));
            Feed atAlice = alice.subscribe(room);
            Feed atBob = bob.subscribe(room);
            for (int i = 0; i < 20; i++) {
                Talk.sayUntilAcked(alice, room, "a" + i);
                Talk.sayUntilAcked(bob, room, "b" + i);
            }
            atBob.awaitSeq(42);
            atAlice.awaitSeq(42);
            assertThat(atAlice.entries()).isEqualTo(atBob.entries());
            BridgeClient carol = Talk.login(vertx, cluster.node(0).url(), cluster.token("carol"));
            carol.call(Rooms.JOIN, new Rooms.Join(room));
            List.of("alice", "bob", "carol").forEach(user -> online(bob, room, user, true));
            carol.call(Presence.TYPING, new Presence.Typing(room, true));
            String typing = atBob.next("typing").getString("expiresAt");
            assertThat(Instant.parse(typing))
                    .as("dropped by then")
                    .isBefore(Instant.now().plusSeconds(6));

            cluster.node(0).kill();

            BridgeClient again = Talk.login(vertx, cluster.node(1).url(), cluster.token("alice"));
            long seq = 0;
            for (int i = 20; i < 40; i++) {
                seq = Talk.sayUntilAcked(again, room, "a" + i).seq();
            }
            atBob.awaitSeq(seq);
            assertThat(seq).isEqualTo(63);
            assertThat(atBob.entries())
                    .extracting(Entry::seq)
                    .isEqualTo(LongStream.rangeClosed(3, 63).boxed().toList());
            online(bob, room, "carol", false);
            online(bob, room, "alice", true);
        }
    }

    @Test
    void fourNodesWithOneRoleEachMakeOneHub(Vertx vertx) {
        try (HubCluster cluster = HubCluster.roles(data, "gateway", "access", "persistence", "presence")) {
            BridgeClient alice = Talk.login(vertx, cluster.node(0).url(), cluster.token("alice"));
            BridgeClient bob = Talk.login(vertx, cluster.node(0).url(), cluster.token("bob"));
            RoomId room = alice.call(Rooms.CREATE, new Rooms.Create("Bridge", null, null, null))
                    .room();
            bob.call(Rooms.JOIN, new Rooms.Join(room));
            Feed atBob = bob.subscribe(room);
            for (int i = 0; i < 20; i++) {
                Talk.sayUntilAcked(alice, room, "a" + i);
            }
            assertThat(atBob.awaitSeq(22).text()).isEqualTo("text a19");
            alice.call(Presence.TYPING, new Presence.Typing(room, true));
            assertThat(atBob.next("typing").getString("user")).isEqualTo("alice");
            online(bob, room, "alice", true);
        }
    }

    private static void online(BridgeClient client, RoomId room, String user, boolean expected) {
        await(user + " online: " + expected).atMost(TRUTH_SECONDS, SECONDS).until(() -> {
            List<Presence.State> states =
                    client.call(Presence.LIST, new Presence.InRoomQuery(room)).users();
            return states.stream().anyMatch(s -> s.user().value().equals(user) && s.online() == expected);
        });
    }
}
