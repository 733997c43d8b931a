// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.fault;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.Metric;
import dev.hubbub.acceptance.fixture.Stopped;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.process.HubCluster;
import dev.hubbub.testkit.process.HubProcess;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A node stands still, shorter or longer than the others wait for it, and the cluster is whole again afterwards. */
@ExtendWith(VertxExtension.class)
final class StoppedNodeE2E {
    /** After so long it leaves by itself. */
    private static final int GIVEN_UP = 4;

    /** The longer one is longer than it takes to be given up. */
    private static final int SECONDS_STOPPED = Boolean.getBoolean("hubbub.full") ? 30 : 3;

    @TempDir
    private Path data;

    private RoomId room;

    @Test
    void theOthersGoOnAndItIsWholeAgain(Vertx vertx) {
        try (HubCluster cluster = HubCluster.start(data, 2)) {
            BridgeClient alice = Talk.login(vertx, cluster.node(0).url(), cluster.token("alice"));
            room = alice.call(Rooms.CREATE, new Rooms.Create("Bridge", null, null, null))
                    .room();
            Talk.login(vertx, cluster.node(1).url(), cluster.token("bob")).call(Rooms.JOIN, new Rooms.Join(room));
            List<String> ids = new ArrayList<>();

            Stopped.during(cluster.node(1), () -> {
                long until = System.nanoTime() + SECONDS.toNanos(SECONDS_STOPPED);
                while (System.nanoTime() < until) {
                    ids.add("during-" + ids.size());
                    Talk.sayUntilAcked(alice, room, ids.get(ids.size() - 1));
                }
            });

            if (SECONDS_STOPPED > GIVEN_UP) {
                await("a new node").atMost(60, SECONDS).until(() -> cluster.node(1).process().output().stream()
                        .anyMatch(line -> line.contains("back in the cluster")));
            }
            await("one cluster")
                    .during(2, SECONDS)
                    .atMost(60, SECONDS)
                    .until(() -> hearsAnother(cluster.node(0)) && hearsAnother(cluster.node(1)));
            BridgeClient bob = comesBack(vertx, cluster, 1, "bob");
            BridgeClient again = comesBack(vertx, cluster, 0, "alice"); // parts that merge may have begun anew too
            Feed atBob = bob.subscribe(room);
            Feed atAlice = again.subscribe(room);
            for (int i = 0; i < 20; i++) {
                Talk.sayUntilAcked(again, room, "a" + i);
                Talk.sayUntilAcked(bob, room, "b" + i);
            }
            long last = Talk.sayUntilAcked(again, room, "last").seq();
            assertThat(last).isEqualTo(2 + ids.size() + 41);
            assertThat(atBob.awaitSeq(last)).isEqualTo(atAlice.awaitSeq(last));
            isDense(bob, last);
        }
    }

    /** Parts that merge begin anew, one of them a moment later: its clients would have to come back once more. */
    private static boolean hearsAnother(HubProcess node) {
        return Metric.sum(node, "hub_gateway_other_nodes") == 1;
    }

    /** Once the node hears the others, and is heard there. */
    private BridgeClient comesBack(Vertx vertx, HubCluster cluster, int node, String user) {
        AtomicReference<BridgeClient> client = new AtomicReference<>();
        String token = cluster.token(user);
        await("node " + node).atMost(60, SECONDS).ignoreExceptions().until(() -> {
            client.set(Talk.login(vertx, cluster.node(node).url(), token));
            client.get().call(Rooms.MEMBERS, new Rooms.Members(room));
            return !client.get().closed().isComplete();
        });
        return client.get();
    }

    private void isDense(BridgeClient client, long last) {
        List<Long> seqs = new ArrayList<>();
        while (seqs.size() < last) {
            client.call(Messages.HISTORY, new Messages.History(room, null, (long) seqs.size(), 100)).messages().stream()
                    .map(Entry::seq)
                    .forEach(seqs::add);
        }
        assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
    }
}
