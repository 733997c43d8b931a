// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.Crowd;
import dev.hubbub.acceptance.fixture.OwnKey;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.process.HubCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One conversation over several nodes, each a process of its own. */
@ExtendWith(VertxExtension.class)
final class ClusterE2E {
    /** Presence tells the truth within 10 s of a kill; other builds may slow a machine down. */
    private static final int TRUTH_SECONDS = Boolean.getBoolean("hubbub.full") ? 10 : 30;

    private static final int CROWD = Boolean.getBoolean("hubbub.full") ? 990 : 90;

    @TempDir
    private Path data;

    @Test
    void twoNodesTalkAndOneGoesOnAloneWhenTheOtherIsKilled(Vertx vertx) throws Exception {
        try (HubCluster cluster = HubCluster.start(data, 2)) {
            BridgeClient alice = login(vertx, cluster, 0, "alice");
            BridgeClient bob = login(vertx, cluster, 1, "bob");
            BridgeClient carol = login(vertx, cluster, 0, "carol");
            RoomId room = alice.call(Rooms.CREATE, new Rooms.Create("Bridge", null, null, null))
                    .room();
            List.of(bob, carol).forEach(client -> client.call(Rooms.JOIN, new Rooms.Join(room)));
            List<Feed> atFirst = IntStream.range(0, 10)
                    .mapToObj(n -> login(vertx, cluster, 0, "alice"))
                    .map(client -> client.subscribe(room))
                    .toList();
            Feed atBob = bob.subscribe(room);
            talk(alice, bob, room);
            atFirst.forEach(feed -> feed.awaitSeq(43));
            atBob.awaitSeq(43);
            atFirst.forEach(feed -> assertThat(feed.entries()).isEqualTo(atBob.entries()));
            Feed roomsOfBob = bob.listen(Feeds.USER);
            RoomId hall = hall(alice, roomsOfBob);
            arrive(vertx, cluster);
            onlineIn(bob, hall, CROWD + 3);

            types(carol, room, atBob);
            cluster.node(0).kill();
            Instant killed = Instant.now();

            onlineIn(bob, hall, 2); // H2, H3: whoever was on the dead node is gone, but not dave
            assertThat(lastTyping(atBob)).as("dropped by then, and not renewed").isBefore(killed.plusSeconds(5));
            BridgeClient again = login(vertx, cluster, 1, "alice");
            for (int i = 20; i < 40; i++) {
                Talk.sayUntilAcked(again, room, "a" + i);
            }
            atBob.awaitSeq(63);
            assertThat(atBob.entries()).extracting(Entry::seq).isEqualTo(seqs(4, 63));
            onlineIn(bob, hall, 3); // and alice is back
            roomsOfBob.next("position"); // the dead node may have taken news with it
            atFirst.forEach(before -> goesOn(before, login(vertx, cluster, 1, "alice"), room));
        }
    }

    /** A crowd on the first node, and dave on both. */
    private void arrive(Vertx vertx, HubCluster cluster) throws Exception {
        Crowd.connect(vertx, cluster.node(0).url(), OwnKey.tokens(data), CROWD);
        login(vertx, cluster, 0, "dave");
        login(vertx, cluster, 1, "dave");
    }

    private static BridgeClient login(Vertx vertx, HubCluster cluster, int node, String user) {
        return Talk.login(vertx, cluster.node(node).url(), cluster.token(user));
    }

    private static void talk(BridgeClient alice, BridgeClient bob, RoomId room) {
        for (int i = 0; i < 20; i++) {
            Talk.sayUntilAcked(alice, room, "a" + i);
            Talk.sayUntilAcked(bob, room, "b" + i);
        }
    }

    private static void types(BridgeClient carol, RoomId room, Feed atBob) {
        carol.call(Presence.TYPING, new Presence.Typing(room, true));
        assertThat(atBob.next("typing").getString("user")).isEqualTo("carol");
    }

    /** When everybody who heard of it has dropped the last hint. */
    private static Instant lastTyping(Feed feed) {
        return feed.bodies().stream()
                .filter(body -> body instanceof JsonObject hint && "typing".equals(hint.getString("event")))
                .map(hint -> ((JsonObject) hint).getString("expiresAt"))
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static void goesOn(Feed before, BridgeClient client, RoomId room) {
        long last = before.position() + before.entries().size();
        Feed after = client.subscribe(room, last);
        assertThat(after.reset()).isEmpty();
        after.awaitSeq(63);
        assertThat(Stream.concat(before.entries().stream(), after.entries().stream()))
                .extracting(Entry::seq)
                .isEqualTo(seqs(before.position() + 1, 63));
    }

    private static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** A room with bob, dave and the crowd in it; bob is told on the other node. */
    private static RoomId hall(BridgeClient alice, Feed roomsOfBob) {
        roomsOfBob.next("position");
        List<UserId> members = new ArrayList<>(Crowd.names(CROWD));
        members.addAll(List.of(new UserId("bob"), new UserId("dave")));
        RoomId hall = alice.call(Rooms.CREATE, new Rooms.Create("Hall", members, null, null))
                .room();
        assertThat(roomsOfBob.next("chat").getString("room")).isEqualTo(hall.value());
        return hall;
    }

    private static void onlineIn(BridgeClient client, RoomId room, long expected) {
        await("online in the hall")
                .atMost(TRUTH_SECONDS, SECONDS)
                .pollInterval(500, MILLISECONDS)
                .ignoreExceptionsInstanceOf(BridgeFailure.class)
                .until(
                        () -> client.call(Presence.LIST, new Presence.InRoomQuery(room)).users().stream()
                                .filter(Presence.State::online)
                                .count(),
                        count -> count == expected);
    }

    @Test
    void fourNodesWithOneRoleEachMakeOneHub(Vertx vertx) {
        try (HubCluster cluster = HubCluster.roles(data, "gateway", "access", "persistence", "presence")) {
            BridgeClient alice = login(vertx, cluster, 0, "alice");
            BridgeClient bob = login(vertx, cluster, 0, "bob");
            RoomId room = alice.call(Rooms.CREATE, new Rooms.Create("Bridge", null, null, null))
                    .room();
            bob.call(Rooms.JOIN, new Rooms.Join(room));
            Feed atBob = bob.subscribe(room);
            for (int i = 0; i < 20; i++) {
                Talk.sayUntilAcked(alice, room, "a" + i);
            }
            assertThat(MessageEntry.text(atBob.awaitSeq(22))).isEqualTo("text a19");
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
