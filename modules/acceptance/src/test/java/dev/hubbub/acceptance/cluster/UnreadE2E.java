// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Position;
import dev.hubbub.contract.reads.Reads.Read;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.process.HubCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users send, read, leave and join at random on two nodes, of which one is killed. What is unread is then what a recount of
 * the log gives.
 */
@ExtendWith(VertxExtension.class)
final class UnreadE2E {
    /** Stays: rooms keep an owner. */
    private static final String OWNER = "ann";

    private static final List<String> USERS = List.of(OWNER, "bob", "cyn", "dan");
    private static final int ROOMS = 3;

    private final long seed = Long.getLong("hubbub.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, BridgeClient> clients = new HashMap<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Future<JsonObject>> reads = new ArrayList<>();
    private int sent;

    @TempDir
    private Path data;

    /** What the test knows of a room. */
    private static final class Place {
        private final RoomId room;
        private final Set<String> members = new HashSet<>(USERS);
        private final Map<String, Long> read = new HashMap<>();
        private long head;

        Place(RoomId room) {
            this.room = room;
        }
    }

    @Test
    void unreadMessagesAreThoseOfARecount(Vertx vertx) throws Exception {
        try (HubCluster cluster = HubCluster.start(data, 2)) {
            for (int i = 0; i < USERS.size(); i++) {
                login(vertx, cluster, i % 2, USERS.get(i));
            }
            IntStream.range(0, ROOMS).forEach(n -> places.add(make("Room " + n)));
            act(80);

            cluster.node(0).kill();

            for (int i = 0; i < USERS.size(); i += 2) {
                login(vertx, cluster, 1, USERS.get(i));
            }
            act(60);
            Future.join(reads).otherwiseEmpty().await(30, SECONDS);
            places.forEach(this::recount);
        }
    }

    private void login(Vertx vertx, HubCluster cluster, int node, String user) {
        clients.put(user, Talk.login(vertx, cluster.node(node).url(), cluster.token(user)));
    }

    private Place make(String name) {
        RoomId room = clients.get(OWNER)
                .call(Rooms.CREATE, new Rooms.Create(name, null, null, null))
                .room();
        Place place = new Place(room);
        USERS.subList(1, USERS.size()).forEach(user -> join(place, user));
        return place;
    }

    private void act(int times) {
        for (int i = 0; i < times; i++) {
            Place place = places.get(random.nextInt(ROOMS));
            String user = USERS.get(random.nextInt(USERS.size()));
            int what = random.nextInt(12);
            if (!place.members.contains(user)) {
                join(place, user);
            } else if (what == 0 && !user.equals(OWNER)) {
                leave(place, user);
            } else if (what < 5) {
                read(place, user);
            } else {
                send(place, user);
            }
        }
    }

    private void send(Place place, String user) {
        String id = "m" + sent++;
        place.head = Math.max(
                place.head,
                Talk.sayUntilAcked(clients.get(user), place.room, id).seq());
    }

    /** Without waiting: reads of one second are answered together. */
    private void read(Place place, String user) {
        long seq = 1 + random.nextInt((int) place.head);
        JsonObject body = Json.write(new Read(place.room, seq));
        reads.add(clients.get(user)
                .request(Reads.READ.address(), body)
                .onSuccess(stored -> noteRead(place, user, stored.getLong("seq"))));
    }

    private void noteRead(Place place, String user, long seq) {
        synchronized (place.read) {
            place.read.merge(user, seq, Math::max);
        }
    }

    private void join(Place place, String user) {
        BridgeClient client = clients.get(user);
        long seq = answered(
                () -> client.call(Rooms.JOIN, new Rooms.Join(place.room)).seq());
        place.members.add(user);
        place.head = Math.max(place.head, seq);
    }

    private void leave(Place place, String user) {
        BridgeClient client = clients.get(user);
        try {
            answered(() -> client.call(Rooms.LEAVE, new Rooms.Leave(place.room)).seq());
        } catch (BridgeFailure e) {
            assertThat(e.is(ErrorCode.FORBIDDEN))
                    .as("left before: %s", e.getMessage())
                    .isTrue();
        }
        place.members.remove(user);
    }

    private void recount(Place place) {
        if (place.members.isEmpty()) {
            return;
        }
        List<Entry> log = Talk.history(clients.get(place.members.iterator().next()), place.room);
        for (String user : place.members) {
            BridgeClient client = clients.get(user);
            Position position = answered(() -> client.call(Reads.READ, new Read(place.room, 1L)));
            long recount = log.stream()
                    .filter(entry -> entry.seq() > position.seq() && MessageEntry.KIND.is(entry))
                    .filter(entry -> !entry.sender().value().equals(user))
                    .count();
            String what = user + " in " + place.room + " after " + position.seq() + ", seed " + seed;
            assertThat(position.unread()).as(what).isEqualTo(recount);
            assertThat(position.seq()).as(what).isGreaterThanOrEqualTo(place.read.getOrDefault(user, 1L));
        }
    }

    /** Asks again while a part of the hub is away. */
    private static <T> T answered(Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        AtomicReference<BridgeFailure> refusal = new AtomicReference<>();
        await().pollDelay(Duration.ZERO).atMost(30, SECONDS).until(() -> {
            try {
                answer.set(question.get());
            } catch (BridgeFailure e) {
                if (e.is(ErrorCode.UNAVAILABLE)) {
                    return false;
                }
                refusal.set(e);
            }
            return true;
        });
        if (refusal.get() != null) {
            throw refusal.get();
        }
        return answer.get();
    }
}
