// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.FullDisk;
import dev.hubbub.acceptance.fixture.Metric;
import dev.hubbub.acceptance.fixture.Stopped;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;
import dev.hubbub.testkit.process.MongoProcess;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The store goes away and comes back, and the hub with it: no ack lies, no message is there twice. */
@ExtendWith(VertxExtension.class)
final class StoreAwayE2E {
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");
    private static final int FAILED_SENDS = FULL ? 2_000 : 40;

    /** A refusal comes within 2 s; other builds may slow a machine down. */
    private static final Duration SOON = Duration.ofSeconds(FULL ? 2 : 20);

    private static final long ROOM_LEFT = 64 << 10;
    private static final int MOST_THAT_FIT = 1_000;

    @TempDir
    private Path data;

    private final List<String> acked = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private HubProcess hub;
    private BridgeClient alice;
    private BridgeClient bob;
    private BridgeClient carol;
    private Feed atBob;
    private RoomId room;

    @BeforeEach
    void makeKey() {
        HubProcess.createKey(data);
    }

    @Test
    void aStoreThatStandsStillIsUnavailableAndComesBack(Vertx vertx) {
        try (JavaProcess store = MongoProcess.start(data);
                HubProcess started = hub(store)) {
            meet(vertx, started);
            Stopped.during(store, this::goesOnWithout);
            isWhole();
        }
    }

    @Test
    void aStoreThatIsKilledAndStartedAgainIsFoundAgain(Vertx vertx) {
        JavaProcess first = MongoProcess.start(data);
        try (HubProcess started = hub(first)) {
            meet(vertx, started);
            first.kill();
            goesOnWithout();
            int port = Integer.parseInt(first.url().replaceAll(".*:", ""));
            try (JavaProcess second = MongoProcess.command(data, port).start()) {
                assertThat(second.url()).isEqualTo(first.url());
                isWhole();
            }
        } finally {
            first.close();
        }
    }

    @Test
    void aDiskThatIsFullIsUnavailableAndComesBack(Vertx vertx) throws Exception {
        try (HubProcess started = HubProcess.start(serve())) {
            meet(vertx, started);
            FullDisk.during(started, largestFile() + ROOM_LEFT, this::goesOnWithoutSpace);
            isWhole();
        }
    }

    /** The file of the store, or its write-ahead log. */
    private long largestFile() throws IOException {
        return Math.max(Files.size(data.resolve("hubbub.db")), Files.size(data.resolve("hubbub.db-wal")));
    }

    private HubProcess hub(JavaProcess store) {
        return HubProcess.start(serve().env("HUB_PERSISTENCE_CONNECTION_STRING", store.url()));
    }

    private JavaCommand serve() {
        return HubProcess.command("serve", "--port", "0", "--data", data.toString())
                .env("HUB_LIMITS_MESSAGES_PER_MINUTE", "0");
    }

    private void meet(Vertx vertx, HubProcess running) {
        hub = running;
        alice = Talk.login(vertx, hub.url(), hub.token("alice"));
        bob = Talk.login(vertx, hub.url(), hub.token("bob"));
        room = alice.call(Rooms.CREATE, new Rooms.Create("Kitchen", null, null, null))
                .room();
        bob.call(Rooms.JOIN, new Rooms.Join(room));
        carol = Talk.login(vertx, hub.url(), hub.token("carol"));
        carol.call(Rooms.JOIN, new Rooms.Join(room));
        atBob = bob.subscribe(room);
        for (int i = 0; i < 10; i++) {
            Talk.say(alice, room, "before-" + i);
            acked.add("before-" + i);
        }
        alice.call(Presence.TYPING, new Presence.Typing(room, false));
        bob.call(Presence.LIST, new Presence.InRoomQuery(room));
    }

    private void goesOnWithout() {
        for (int i = 0; i < FAILED_SENDS; i++) {
            assertUnavailable("away-" + i);
        }
        othersGoOn();
    }

    /** Some messages may still find room; what was acked can be read all the time. */
    private void goesOnWithoutSpace() {
        for (int i = 0; unknown.size() < FAILED_SENDS; i++) {
            assertThat(acked).as("acked on a full disk").hasSizeLessThan(MOST_THAT_FIT);
            sayOrRefused("full-" + i);
        }
        assertThat(ids(history())).containsAll(acked);
        othersGoOn();
    }

    private void othersGoOn() {
        alice.call(Presence.TYPING, new Presence.Typing(room, true));
        assertThat(atBob.next("typing").getString("user")).isEqualTo("alice");
        assertThat(online("alice")).isTrue();
        carol.close();
        await().until(() -> !online("carol"));
        await().until(() -> storesThatAreUp() == 0);
    }

    private double storesThatAreUp() {
        return Metric.sum(hub, "hub_persistence_store_up");
    }

    private boolean online(String user) {
        return bob.call(Presence.LIST, new Presence.InRoomQuery(room)).users().stream()
                .anyMatch(state -> state.user().value().equals(user) && state.online());
    }

    private void assertUnavailable(String id) {
        sayOrRefused(id);
        assertThat(unknown).contains(id);
    }

    private void sayOrRefused(String id) {
        Instant asked = Instant.now();
        try {
            Talk.say(alice, room, id);
            acked.add(id);
        } catch (BridgeFailure refused) {
            assertThat(refused.is(ErrorCode.UNAVAILABLE))
                    .as(refused.getMessage())
                    .isTrue();
            unknown.add(id);
        }
        assertThat(Duration.between(asked, Instant.now())).isLessThan(SOON);
    }

    private void isWhole() {
        for (String id : unknown) {
            Talk.sayUntilAcked(alice, room, id);
            acked.add(id);
        }
        long last = Talk.sayUntilAcked(alice, room, "after").seq();
        acked.add("after");
        atBob.awaitSeq(last);
        await().until(() -> storesThatAreUp() == 1);

        List<Entry> history = history();
        assertThat(history)
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(ids(history)).containsExactlyInAnyOrderElementsOf(acked);
        assertThat(atBob.entries()).isEqualTo(history.subList(3, history.size()));
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream()
                .map(Entry::clientId)
                .filter(Objects::nonNull)
                .map(ClientId::value)
                .toList();
    }

    private List<Entry> history() {
        List<Entry> all = new ArrayList<>();
        List<Entry> page;
        do {
            page = bob.call(Messages.HISTORY, new Messages.History(room, null, (long) all.size(), 100))
                    .messages();
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }
}
