// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.rooms.RoomUpdates;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users talk, read, come and go at random on two members of a cluster, also in a channel and an ephemeral room. What their feeds have told them then is what a new list
 * says.
 */
final class LiveListClusterTest {
    private static final List<String> USERS = List.of("ann", "bob", "cyn", "dan");

    @TempDir
    private static Path dir;

    private static Vertx first;
    private static Vertx second;
    private static Tokens tokens;

    private final long seed = Long.getLong("hubbub.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<RoomId> rooms = new ArrayList<>();
    private int sent;

    /** A user with what its feed has told. */
    private static final class Follower {
        final String user;
        final BridgeClient client;
        final Feed feed;
        final Map<String, JsonObject> rows = new HashMap<>();
        private int applied = 1; // the position

        Follower(String user, BridgeClient client) {
            this.user = user;
            this.client = client;
            this.feed = client.listen("out.user");
            feed.next("position");
            rows.putAll(list());
        }

        Map<String, JsonObject> list() {
            Map<String, JsonObject> listed = new HashMap<>();
            RoomLists.RoomList page = client.call(RoomLists.MINE, new RoomLists.Mine(3, null));
            while (true) {
                page.rooms().forEach(row -> listed.put(row.room().value(), Json.write(row)));
                if (page.next() == null) {
                    return listed;
                }
                page = client.call(RoomLists.MINE, new RoomLists.Mine(3, page.next()));
            }
        }

        /** As a client does. */
        void apply() {
            List<Object> bodies = feed.bodies();
            bodies.subList(applied, bodies.size()).forEach(body -> apply((JsonObject) body));
            applied = bodies.size();
        }

        private void apply(JsonObject event) {
            JsonObject row = event.copy();
            row.remove("event");
            switch (event.getString("event")) {
                case "chat" -> rows.put(event.getString("room"), row);
                case "removed" -> rows.remove(event.getString("room"));
                case "read" ->
                    rows.computeIfPresent(event.getString("room"), (room, old) -> old.copy()
                            .put("read", event.getLong("seq"))
                            .put("unread", event.getLong("unread")));
                case "position" -> {
                    rows.clear();
                    rows.putAll(list());
                }
                default -> {} // a row follows
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        DataDir data = new DataDir(dir).create().createKey();
        tokens = Tokens.hs256(Files.readString(data.keyFile()).strip());
        Map<String, String> options = new HashMap<>(Map.of("http.port", "0", "admin.port", "0"));
        for (String limit :
                List.of("messagesPerMinute", "requestsPerSecond", "membershipChangesPerMinute", "framesPerSecond")) {
            options.put("limits." + limit, "0");
        }
        HubConfig config = ConfigLoader.load(new ConfigSources(null, Map.of(), options, data.keyFile()))
                .config();
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        first = TestClusterMember.start(name, 0, ports, null);
        second = TestClusterMember.start(name, 1, ports, null);
        for (FeatureModule module : FeatureModule.values()) {
            first.deployVerticle(module.verticle(config)).await(20, SECONDS);
        }
        second.deployVerticle(FeatureModule.ACCESS.verticle(config)).await(20, SECONDS);
        first.deployVerticle(new GatewayVerticle(config.gateway())).await(20, SECONDS);
        second.deployVerticle(new GatewayVerticle(config.gateway())).await(20, SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        TestClusterMember.stop(second);
        TestClusterMember.stop(first);
    }

    private static Follower follow(String user, Vertx node) {
        BridgeClient client =
                BridgeClient.connect(node, ClientOptions.raw("http://127.0.0.1:" + GatewayVerticle.port(node)));
        client.login(tokens.user(user).sign());
        return new Follower(user, client);
    }

    @Test
    void liveUpdatesAreEqualToANewListAfterRandomTraffic() {
        List<Follower> all = new ArrayList<>();
        for (int n = 0; n < USERS.size(); n++) {
            all.add(follow(USERS.get(n), n % 2 == 0 ? first : second));
        }
        for (int n = 0; n < 250; n++) {
            act(all.get(random.nextInt(all.size())));
        }
        await().atMost(30, SECONDS).untilAsserted(() -> {
            for (Follower each : all) {
                each.apply();
                assertThat(each.rows).as("%s, seed %d", each.user, seed).isEqualTo(each.list());
            }
        });
        assertThat(all).anyMatch(each -> each.rows.size() > 3);
        all.forEach(each -> each.client.close());
    }

    private void act(Follower who) {
        int what = random.nextInt(20);
        if (rooms.size() < 4 || (what == 0 && rooms.size() < 12)) {
            rooms.add(create(who));
            return;
        }
        RoomId room = rooms.get(random.nextInt(rooms.size()));
        UserId other = new UserId(USERS.get(random.nextInt(USERS.size())));
        if (what < 9) {
            attempt(who, Messages.SEND, new Messages.Send(room, new ClientId("m" + sent++), "text " + sent));
        } else if (what < 12) {
            attempt(who, Reads.READ, new Reads.Read(room, 1L + random.nextInt(20)));
        } else if (what < 14) {
            attempt(who, Reads.MARK, new Reads.Mark(room, random.nextBoolean(), random.nextBoolean(), null, true));
        } else if (what == 14) {
            attempt(who, Rooms.ADD, new Rooms.Add(room, other));
        } else if (what == 15) {
            attempt(who, Rooms.KICK, new Rooms.Kick(room, other));
        } else if (what == 16) {
            attempt(who, Rooms.LEAVE, new Rooms.Leave(room));
        } else if (what == 17) {
            attempt(who, RoomUpdates.UPDATE, renamed(room));
        } else {
            attempt(who, Rooms.JOIN, new Rooms.Join(room));
        }
    }

    private static RoomUpdates.Update renamed(RoomId room) {
        return Json.read(
                new JsonObject().put("room", room.value()).put("name", "Room " + UUID.randomUUID()),
                RoomUpdates.Update.class);
    }

    private RoomId create(Follower who) {
        List<String> members = USERS.stream()
                .filter(user -> random.nextBoolean() && !user.equals(who.user))
                .toList();
        JsonObject room = new JsonObject()
                .put("name", "Room")
                .put("visibility", "public")
                .put("kind", rooms.size() % 4 == 3 ? "channel" : "group")
                .put("durability", rooms.size() % 4 == 2 ? "ephemeral" : "durable")
                .put("members", new JsonArray(members));
        return who.client
                .call(Rooms.CREATE, Json.read(room, Rooms.Create.class))
                .room();
    }

    /** What is not allowed right now is refused, and changes nothing. */
    private static <Q extends Record> void attempt(Follower who, Rpc<Q, ?> rpc, Q body) {
        try {
            who.client.call(rpc, body);
        } catch (BridgeFailure e) {
            assertThat(e.is(ErrorCode.UNAVAILABLE) || e.is(ErrorCode.TOO_MANY))
                    .as(e.getMessage())
                    .isFalse();
        }
    }
}
