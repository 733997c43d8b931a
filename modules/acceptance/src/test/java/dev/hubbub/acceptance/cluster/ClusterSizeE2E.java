// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.multimap.MultiMap;
import dev.hubbub.acceptance.fixture.SharedNodes;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the cluster keeps in its maps depends on nodes and shards, never on sockets or rooms. */
@ExtendWith({VertxExtension.class, SharedNodes.class})
final class ClusterSizeE2E {
    private static final int ROOMS = Boolean.getBoolean("hubbub.full") ? 1_000 : 60;

    @Test
    void roomsAndSocketsAddNothingToTheClustersMaps(Vertx vertx, TwoNodes hub) throws Exception {
        BridgeClient first = Talk.login(vertx, hub.node(0).url(), token(0));
        RoomId one = first.call(Rooms.CREATE, new Rooms.Create("First", null, null, null))
                .room();
        first.subscribe(one);
        Map<String, Integer> before = settled(hub);
        assertThat(before.get("__vertx.subs")).isGreaterThan(Shard.COUNT);

        List<Feed> feeds = new ArrayList<>();
        List<RoomId> rooms = new ArrayList<>();
        for (int i = 1; i <= ROOMS; i++) {
            BridgeClient client = Talk.login(vertx, hub.node(i % 2).url(), token(i));
            RoomId room = client.call(Rooms.CREATE, new Rooms.Create("Room " + i, null, null, null))
                    .room();
            feeds.add(client.subscribe(room));
            client.listen(Feeds.USER).next("position");
            rooms.add(room);
        }

        assertThat(settled(hub)).isEqualTo(before);
        first.call(Rooms.JOIN, new Rooms.Join(rooms.get(ROOMS - 1)));
        Messages.Sent sent = Talk.say(first, rooms.get(ROOMS - 1), "c");
        assertThat(MessageEntry.text(feeds.get(ROOMS - 1).awaitSeq(sent.seq()))).isEqualTo("text c");
        vertx.close().await(60, SECONDS);
    }

    private static String token(int user) {
        return TwoNodes.TOKENS.user("alone-" + user).sign();
    }

    /** What is there once the nodes have handed their shards over to each other. */
    private static Map<String, Integer> settled(TwoNodes hub) {
        AtomicReference<Map<String, Integer>> last = new AtomicReference<>();
        await("no change").during(3, SECONDS).atMost(30, SECONDS).until(() -> {
            Map<String, Integer> now = entries(hub);
            return now.equals(last.getAndSet(now));
        });
        return last.get();
    }

    private static Map<String, Integer> entries(TwoNodes hub) {
        HazelcastInstance member = Hazelcast.getAllHazelcastInstances().stream()
                .filter(each -> each.getConfig().getClusterName().equals(hub.name()))
                .findFirst()
                .orElseThrow();
        Map<String, Integer> sizes = new TreeMap<>();
        for (DistributedObject object : member.getDistributedObjects()) {
            if (object instanceof MultiMap<?, ?> multi) {
                sizes.put(object.getName(), multi.size());
            } else if (object instanceof IMap<?, ?> map) {
                sizes.put(object.getName(), map.size());
            }
        }
        return sizes;
    }
}
