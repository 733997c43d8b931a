// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.session.Session.Since;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.ShortDeadlines;
import dev.hubbub.gateway.config.GatewayConfig.Feeds;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Resumption;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What it costs when many come back, and what happens when something is away or slow meanwhile. */
@ExtendWith(VertxExtension.class)
final class ReplayTest {
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");
    private static final int ROOMS = FULL ? 60 : 20;
    private static final int SOCKETS = FULL ? 50 : 25;
    private static final int REPLAYS = ROOMS * SOCKETS;
    private static final RoomId TEA = new RoomId("tea");

    private GatewayFixture gateway;

    private void deploy(Vertx vertx, Feeds feeds) throws Exception {
        gateway = new GatewayFixture(vertx, feeds);
    }

    private void say(RoomId room, int count, String text) {
        for (int i = 0; i < count; i++) {
            int number = gateway.hub.rooms.getOrDefault(room, List.of()).size() + 1;
            gateway.hub.append(MessageEntry.KIND.entry(room, Caller.of("ann"), new ClientId("c" + number), text));
        }
    }

    private static void assertHas(Feed feed, long from, long to) {
        feed.awaitSeq(to);
        assertThat(feed.entries())
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(from, to).boxed().toList());
    }

    private List<BridgeClient> crowd() {
        return IntStream.range(0, SOCKETS)
                .mapToObj(n -> gateway.login("user" + n))
                .toList();
    }

    /** All rooms on each socket. */
    private static void resumeAll(List<BridgeClient> crowd, long since) {
        List<Since> rooms = IntStream.range(0, ROOMS)
                .mapToObj(n -> new Since(new RoomId("r" + n), since))
                .toList();
        crowd.parallelStream().forEach(client -> assertThat(client.resume(rooms).outcomes())
                .allMatch(outcome -> outcome.event().equals("position")));
    }

    @Test
    void manyWhoComeBackAreServedFromMemory(Vertx vertx) throws Exception {
        deploy(vertx, Feeds.DEFAULTS);
        List<RoomId> rooms =
                IntStream.range(0, ROOMS).mapToObj(n -> new RoomId("r" + n)).toList();
        List<Since> all = rooms.stream().map(room -> new Since(room, null)).toList();
        List<Resumption> stay = new ArrayList<>();
        Gauge followed = gateway.meters.get("hub.gateway.rooms").gauge();
        while (followed.value() < 2 * ROOMS) { // on both event loops
            assertThat(stay).hasSizeLessThan(20);
            stay.add(gateway.login("ann").resume(all));
        }
        rooms.forEach(room -> say(room, 50, "x"));
        stay.forEach(one -> rooms.forEach(room -> one.feed(room).awaitSeq(50)));
        List<BridgeClient> crowd = crowd();
        resumeAll(crowd, 10);
        assertThat(gateway.hub.reads.get())
                .as("%d who missed 40 entries each", REPLAYS)
                .isZero();
    }

    @Test
    void manyWhoComeBackToARestartedNodeShareTheirReads(Vertx vertx) throws Exception {
        deploy(vertx, Feeds.DEFAULTS);
        IntStream.range(0, ROOMS).forEach(n -> say(new RoomId("r" + n), 300, "x"));
        gateway.hub.readMillis = 20;
        List<BridgeClient> crowd = crowd();
        resumeAll(crowd, 10);
        // replays of 3 pages, which are as many pages for each event loop; one is read anew only after a while
        await().atMost(20, SECONDS).until(() -> gateway.hub.reads.get() >= 3 * ROOMS);
        Feed last = crowd.get(0).subscribe(TEA, 0);
        say(TEA, 1, "x");
        last.awaitSeq(1);
        assertThat(gateway.hub.reads.get()).isLessThanOrEqualTo(3 * REPLAYS / 5);
        assertThat(gateway.hub.mostReads()).isLessThanOrEqualTo(2 * 16);
    }

    @Test
    void replayWaitsForTheStoreAndLosesNothing(Vertx vertx) throws Exception {
        deploy(vertx, Feeds.DEFAULTS);
        say(TEA, 250, "x");
        gateway.hub.unreadable = true;
        BridgeClient bob = gateway.login("bob");
        Feed feed = bob.subscribe(TEA, 20);
        await().until(() -> gateway.hub.reads.get() >= 2);
        say(TEA, 5, "x");
        gateway.hub.unreadable = false;
        assertHas(feed, 21, 255);
    }

    @Test
    void storeThatStaysAwayEndsTheRegistrationSoThatTheClientTriesAgain(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS, ShortDeadlines.but("replay", 1_000));
        say(TEA, 250, "x");
        gateway.hub.unreadable = true;
        BridgeClient bob = gateway.login(gateway.raw().timeout(Duration.ofSeconds(30)), "bob");
        Feed feed = bob.subscribe(TEA, 20);
        say(TEA, 5, "x");
        assertThatThrownBy(() -> feed.awaitSeq(21)).hasMessageContaining("UNAVAILABLE: what was missed cannot be read");
        assertThat(feed.entries()).isEmpty();
        gateway.hub.unreadable = false;
        assertHas(bob.subscribe(TEA, 20), 21, 255);
    }

    @Test
    void lastEntryOfAQuietRoomIsFoundThoughNothingFollows(Vertx vertx) throws Exception {
        deploy(vertx, new Feeds(null, FULL ? null : 100));
        List<Feed> feeds = new ArrayList<>();
        for (String user : List.of("ann", "bob", "cyn", "dan")) { // on both event loops
            feeds.add(gateway.login(user).subscribe(TEA));
        }
        say(TEA, 1, "x");
        gateway.hub.silent = true;
        Instant lost = Instant.now();
        say(TEA, 250, "lost");
        feeds.forEach(feed -> assertHas(feed, 1, 251));
        assertThat(Duration.between(lost, Instant.now())).isLessThan(Duration.ofSeconds(FULL ? 5 : 20));
    }

    @Test
    void removalThatTheBusLostEndsTheSubscriptionAllTheSame(Vertx vertx) throws Exception {
        deploy(vertx, new Feeds(null, 100));
        Feed feed = gateway.login("bob").subscribe(TEA);
        gateway.hub.silent = true;
        gateway.hub.remove(TEA, "bob");
        say(TEA, 3, "without bob");
        assertThatThrownBy(() -> feed.awaitSeq(2)).hasMessageContaining("FORBIDDEN: no longer a member");
        assertThat(feed.entries()).extracting(Entry::seq).containsExactly(1L);
    }

    @Test
    void removedWhileReplayingSeesNothingLater(Vertx vertx) throws Exception {
        deploy(vertx, Feeds.DEFAULTS);
        say(TEA, 250, "x");
        gateway.hub.readMillis = 200;
        BridgeClient bob = gateway.login("bob");
        Feed feed = bob.subscribe(TEA, 0);
        say(TEA, 2, "x");
        gateway.hub.remove(TEA, "bob");
        say(TEA, 2, "without bob");
        assertThatThrownBy(() -> feed.awaitSeq(254)).hasMessageContaining("FORBIDDEN: no longer a member");
        assertHas(feed, 1, 253);
        assertThatThrownBy(() -> bob.subscribe(TEA, 253)).hasMessageContaining("FORBIDDEN");
    }

    @Test
    void replayGoesNoFasterThanTheClientReads(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, new Sockets(null, null, null, null, 400_000, null, null, null, null));
        say(TEA, 900, "x".repeat(20_000));
        BridgeClient bob = gateway.login(gateway.raw().timeout(Duration.ofSeconds(30)), "bob");
        Feed feed = bob.subscribe(TEA, 0);
        bob.stopReading();
        BridgeClient ann = gateway.login("ann");
        say(new RoomId("milk"), 1, "x");
        ann.subscribe(new RoomId("milk"), 0).awaitSeq(1);
        bob.resumeReading();
        assertHas(feed, 1, 900);
        assertThat(bob.closed().isComplete()).isFalse();
    }
}
