// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A channel on one node, with the embedded store: with few members, and with many of whom some are online. No reply and no
 * document is larger then. The times are written to {@code target/large-channel.json}. With {@code hubbub.full} there are
 * 20,000 members, and 2,000 online.
 */
@ExtendWith(VertxExtension.class)
final class LargeChannelTest {
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");
    private static final int MEMBERS = FULL ? 20_000 : 1_000;
    private static final int ONLINE = FULL ? 2_000 : 20;
    private static final int FEW = 10;
    private static final int AT_A_TIME = 100;
    private static final int ROUNDS = 20;
    private static final Path REPORT = Path.of("target", "large-channel.json");
    private static final Caller OWNER = Caller.of("owner");
    private static final Caller GUEST = Caller.of("guest");

    @TempDir
    private Path directory;

    private DataDir data;
    private Vertx vertx;
    private Bus bus;
    private RoomId room;

    @BeforeEach
    void start(Vertx node) throws Exception {
        vertx = node;
        bus = new Bus(vertx);
        data = new DataDir(directory).create().createKey();
        Map<String, String> options = Map.of(
                "http.port", "0",
                "admin.port", "0",
                "limits.upgradesPerSecond", "0",
                "persistence.directory", directory.toString());
        HubConfig config = ConfigLoader.load(new ConfigSources(null, Map.of(), options, data.keyFile()))
                .config();
        for (FeatureModule module : FeatureModule.values()) {
            vertx.deployVerticle(module.verticle(config)).await(20, SECONDS);
        }
        vertx.deployVerticle(new GatewayVerticle(config.gateway())).await(20, SECONDS);
        Rooms.Create create = new Rooms.Create("News", null, null, null).of(RoomKind.CHANNEL);
        room = bus.call(Rooms.CREATE, OWNER, create).await(5, SECONDS).room();
    }

    private static Caller member(int number) {
        return Caller.of("member-%05d".formatted(number));
    }

    private Future<Rooms.Joined> join(Caller caller) {
        return bus.call(Rooms.JOIN, caller, new Rooms.Join(room));
    }

    /** Returns how long one of them took, in microseconds, where many join at a time. */
    private long fill(int from, int to) throws Exception {
        long began = System.nanoTime();
        for (int first = from; first < to; first += AT_A_TIME) {
            Future.all(IntStream.range(first, Math.min(to, first + AT_A_TIME))
                            .mapToObj(n -> join(member(n)))
                            .toList())
                    .await(30, SECONDS);
        }
        return micros(began) / (to - from);
    }

    private static long micros(long beganNanos) {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - beganNanos);
    }

    private List<Feed> follow(int followers) throws Exception {
        Tokens tokens = Tokens.hs256(Files.readString(data.keyFile()).strip());
        ClientOptions options = ClientOptions.raw("http://127.0.0.1:" + GatewayVerticle.port(vertx));
        return IntStream.range(0, followers)
                .mapToObj(n -> {
                    BridgeClient client = BridgeClient.connect(vertx, options);
                    client.login(tokens.user(member(n).user().value()).sign());
                    return client.subscribe(room);
                })
                .toList();
    }

    /** Returns how long it took until all had it, in microseconds. */
    private long send(List<Feed> followers) throws Exception {
        long began = System.nanoTime();
        Messages.Send send = new Messages.Send(room, new ClientId("c-" + began), "news");
        long seq = bus.call(Messages.SEND, OWNER, send).await(5, SECONDS).seq();
        followers.forEach(feed -> feed.awaitSeq(seq));
        return micros(began);
    }

    /** One who joins and leaves over and over again: how long each takes, in microseconds. */
    private JsonObject comeAndGo() throws Exception {
        long joins = 0;
        long leaves = 0;
        for (int n = 0; n < ROUNDS; n++) {
            long began = System.nanoTime();
            join(GUEST).await(5, SECONDS);
            joins += micros(began);
            began = System.nanoTime();
            bus.call(Rooms.LEAVE, GUEST, new Rooms.Leave(room)).await(5, SECONDS);
            leaves += micros(began);
        }
        return new JsonObject().put("join", joins / ROUNDS).put("leave", leaves / ROUNDS);
    }

    /** How long the replies are, in characters; those to all requests that tell of a room. */
    private Map<String, Integer> replies() throws Exception {
        MessageLog.Describe describe = new MessageLog.Describe(room, List.of(GUEST.user(), OWNER.user()));
        Record joined = join(GUEST).await(5, SECONDS);
        Record members = bus.call(Rooms.MEMBERS, OWNER, new Rooms.Members(room, null, FEW))
                .await(5, SECONDS);
        Record mine = bus.call(RoomLists.MINE, GUEST, new RoomLists.Mine()).await(5, SECONDS);
        MessageLog.Room described = bus.call(MessageLog.DESCRIBE, describe).await(5, SECONDS);
        Record left = bus.call(Rooms.LEAVE, GUEST, new Rooms.Leave(room)).await(5, SECONDS);
        return Map.of(
                "join", length(joined),
                "members", length(members),
                "mine", length(mine),
                "described members", described.members().size(),
                "leave", length(left));
    }

    private static int length(Record reply) {
        return Json.write(reply).encode().length();
    }

    /** How long the longest row of each table is, and how many entries there are. */
    private JsonObject documents() throws Exception {
        JsonObject found = new JsonObject();
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("hubbub.db"));
                ResultSet row = file.createStatement()
                        .executeQuery("SELECT (SELECT max(length(members) + length(details)) FROM snapshots),"
                                + " (SELECT count(*) FROM entries WHERE event <> 'message'),"
                                + " (SELECT count(*) FROM members), (SELECT count(*) FROM user_rooms)")) {
            row.next();
            found.put("snapshot", row.getInt(1)).put("entries", row.getInt(2));
            found.put("members", row.getInt(3)).put("rows", row.getInt(4));
        }
        return found;
    }

    @Test
    void nothingGrowsWithTheMembersButTheirNumber() throws Exception {
        JsonObject report = new JsonObject().put("unit", "microseconds").put("online", ONLINE);
        fill(0, FEW);
        comeAndGo();
        report.put("few", comeAndGo().put("members", FEW).put("send", send(List.of())));
        Map<String, Integer> few = replies();
        JsonObject small = documents();

        long joined = fill(FEW, MEMBERS);
        List<Feed> followers = follow(ONLINE);
        long sent = send(followers);
        report.put("many", comeAndGo().put("members", MEMBERS).put("send", sent).put("joinTogether", joined));
        assertThat(replies()).isEqualTo(few);
        assertThat(documents())
                .isEqualTo(small.copy()
                        .put("members", small.getInteger("members") + MEMBERS - FEW)
                        .put("rows", small.getInteger("rows") + MEMBERS - FEW));
        assertThat(followers).allSatisfy(feed -> assertThat(feed.bodies()).hasSize(2));

        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, report.encodePrettily());
    }
}
