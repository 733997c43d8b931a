// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.hostile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.Canary;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.Upgrade;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Transport;
import dev.hubbub.testkit.process.HubCluster;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The limits of users and addresses on two nodes, beside a conversation: 10 messages a second with 20 at once, 10
 * sockets, 50 upgrades a second with 100 at once, 30 failed logins in a minute.
 */
@ExtendWith(VertxExtension.class)
final class LimitsE2E {
    private static final int SECONDS_OF_FLOOD = Boolean.getBoolean("hubbub.full") ? 60 : 4;
    private static final int BURST = 20;
    private static final int PER_SECOND = 10;
    private static final int SOCKETS = 10;
    private static final List<Transport> TRANSPORTS = List.of(Transport.values());

    /** Longer than the test takes. */
    private static final int MINUTES = 4;

    @TempDir
    private static Path data;

    private static HubCluster cluster;
    private static List<String> urls;

    private Canary canary;

    @BeforeAll
    static void start() {
        cluster = HubCluster.start(data, 2, LimitsE2E::limited);
        urls = List.of(cluster.node(0).url(), cluster.node(1).url());
    }

    private static JavaCommand limited(JavaCommand command) {
        return command.env("HUB_LIMITS_MESSAGES_PER_MINUTE", String.valueOf(60 * PER_SECOND))
                .env("HUB_LIMITS_MESSAGE_BURST", String.valueOf(BURST))
                .env("HUB_LIMITS_SOCKETS_PER_USER", String.valueOf(SOCKETS))
                .env("HUB_LIMITS_UPGRADE_BURST", "100");
    }

    /** A line a minute and node for all refusals of a code, and nothing that a client sent. */
    @AfterAll
    static void logsAreCalm() {
        List<String> log = Stream.of(0, 1)
                .map(cluster::node)
                .map(node -> node.process())
                .map(JavaProcess::output)
                .flatMap(List::stream)
                .toList();
        cluster.close(); // the one that dies last sees the other's connection break
        assertThat(log)
                .filteredOn(line -> line.contains(" ERROR ") || line.contains("\tat "))
                .isEmpty();
        assertThat(log).filteredOn(line -> line.contains("eyJhbGciOi")).isEmpty();
        assertThat(log)
                .filteredOn(line -> line.contains("TOO_MANY"))
                .hasSizeLessThanOrEqualTo(2 * MINUTES)
                .allMatch(line -> line.matches(".* refused - requests refused: TOO_MANY, count \\d+"));
    }

    @BeforeEach
    void sing(Vertx vertx) {
        canary = new Canary(vertx, urls, cluster.token("host"), cluster.token("canary"));
    }

    @AfterEach
    void othersNoticedNothing() {
        canary.noticedNothing();
    }

    private static BridgeClient login(Vertx vertx, int node, String token) {
        return login(vertx, Transport.RAW, node, token);
    }

    private static BridgeClient login(Vertx vertx, Transport transport, int node, String token) {
        BridgeClient client = BridgeClient.connect(vertx, ClientOptions.of(transport, urls.get(node)));
        client.login(token);
        return client;
    }

    /** As many sockets as a user may have, on both nodes and over each transport. */
    private static List<BridgeClient> all(Vertx vertx, String token) {
        return IntStream.range(0, SOCKETS)
                .mapToObj(i -> login(vertx, transport(i), i % 2, token))
                .toList();
    }

    private static Transport transport(int i) {
        return TRANSPORTS.get(i % TRANSPORTS.size());
    }

    private static RoomId room(BridgeClient client) {
        return client.call(Rooms.CREATE, new Rooms.Create("Flood", null, null, null))
                .room();
    }

    /** Sends 100 messages a second over these sockets; what came of each. */
    private List<Future<JsonObject>> flood(Vertx vertx, List<BridgeClient> clients, RoomId room) throws Exception {
        List<Future<JsonObject>> sends = new ArrayList<>();
        for (int tick = 0; tick < 10 * SECONDS_OF_FLOOD; tick++) {
            for (int i = 0; i < 10; i++) {
                int number = sends.size();
                JsonObject body = new JsonObject()
                        .put("room", room.value())
                        .put("clientId", "c" + number)
                        .put("text", "flood");
                sends.add(clients.get(number % clients.size()).request(Messages.SEND.address(), body));
            }
            vertx.timer(100).await(5, SECONDS);
            canary.sing();
        }
        Future.join(sends).otherwiseEmpty().await(20, SECONDS);
        return sends;
    }

    /** Each message was stored, or refused with a time; together no more than the limit. */
    private static void assertBounded(List<Future<JsonObject>> sends, BridgeClient reader, RoomId room, Duration took) {
        long passed = sends.stream().filter(Future::succeeded).count();
        assertThat(passed).isBetween((long) BURST, BURST + PER_SECOND * (took.toSeconds() + 2));
        assertThat(sends.stream().filter(Future::failed).map(Future::cause))
                .isNotEmpty()
                .allSatisfy(cause -> assertThat(((BridgeFailure) cause).is(ErrorCode.TOO_MANY))
                        .isTrue())
                .allSatisfy(cause ->
                        assertThat(((BridgeFailure) cause).retryAfter()).isPresent());
        List<Entry> stored = Talk.history(reader, room);
        assertThat(stored.stream().filter(entry -> entry.clientId() != null)).hasSize((int) passed);
    }

    /** E8: the excess is refused and not stored, the socket lives, and whoever waits as told is served. */
    @Test
    void floodOfOneSocketIsBounded(Vertx vertx) throws Exception {
        BridgeClient eve = login(vertx, 0, cluster.token("eve"));
        RoomId room = room(eve);
        long began = System.nanoTime();
        List<Future<JsonObject>> sends = flood(vertx, List.of(eve), room);
        assertBounded(sends, eve, room, Duration.ofNanos(System.nanoTime() - began));
        Duration wait = exhaust(eve, room);
        vertx.timer(wait.toMillis()).await(20, SECONDS);
        assertThat(Talk.say(eve, room, "after-the-wait").seq()).isPositive();
    }

    /** Sends until it is refused; how long to wait. */
    private static Duration exhaust(BridgeClient client, RoomId room) {
        for (int i = 0; i < 500; i++) {
            try {
                Talk.say(client, room, "more-" + i);
            } catch (BridgeFailure refused) {
                return refused.retryAfter().orElseThrow();
            }
        }
        throw new AssertionError("never refused");
    }

    /** E9: over ten sockets of all transports on two nodes it is the same limit. */
    @Test
    void floodOfManySocketsOnTwoNodesIsBounded(Vertx vertx) throws Exception {
        String token = cluster.token("hydra");
        List<BridgeClient> heads = all(vertx, token);
        RoomId room = room(heads.get(0));
        long began = System.nanoTime();
        List<Future<JsonObject>> sends = flood(vertx, heads, room);
        assertBounded(sends, heads.get(1), room, Duration.ofNanos(System.nanoTime() - began));
    }

    /** A17: sockets are counted over both nodes; older ones live. */
    @Test
    void oneSocketTooManyIsRefusedOnEitherNode(Vertx vertx) {
        String token = cluster.token("octopus");
        List<BridgeClient> arms = all(vertx, token);
        for (int i = 0; i < 40; i++) {
            BridgeClient late = BridgeClient.connect(vertx, ClientOptions.of(transport(i), urls.get(i % 2)));
            assertThatThrownBy(() -> late.login(token)).isInstanceOfSatisfying(BridgeFailure.class, refused -> {
                assertThat(refused.is(ErrorCode.TOO_MANY)).isTrue();
                assertThat(refused.retryAfter()).isPresent();
            });
            assertThat(late.awaitClosed().code()).isEqualTo(4429);
        }
        arms.forEach(arm -> arm.call(RoomLists.MINE, new RoomLists.Mine()));
        arms.get(0).close();
        await().atMost(10, SECONDS).ignoreExceptions().until(() -> login(vertx, 1, token) != null);
    }

    /** A16: an address that opens sockets without end is held up, whatever it says that it is. */
    @Test
    void floodOfUpgradesIsBounded(Vertx vertx) throws Exception {
        long began = System.nanoTime();
        List<Future<String>> answers = new ArrayList<>();
        for (int tick = 0; tick < 30; tick++) {
            for (int i = 0; i < 50; i++) {
                answers.add(Upgrade.of(vertx, urls.get(0), "127.0.0.5", "198.51.100." + i));
            }
            vertx.timer(100).await(5, SECONDS);
            canary.sing();
        }
        long took = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        Future.join(answers).await(60, SECONDS);
        long upgraded =
                answers.stream().filter(answer -> answer.result().equals("101")).count();
        assertThat(upgraded).isBetween(100L, 100 + 50 * (took + 2));
        assertThat(answers.stream().map(Future::result).distinct()).containsExactlyInAnyOrder("101", "429 1");
    }

    /** B18: wrong tokens are told to wait, and the right ones of the same address are let in meanwhile. */
    @Test
    void floodOfWrongTokensIsBounded(Vertx vertx) {
        ClientOptions attacker = ClientOptions.raw(urls.get(0)).from("127.0.0.6");
        int told = 0;
        for (int i = 0; i < 60; i++) {
            int status = upgrade(vertx, attacker);
            told += status == 401 ? 1 : 0;
            assertThat(status).isIn(401, 429);
        }
        assertThat(told).isBetween(30, 40);
        BridgeClient neighbour = BridgeClient.connect(vertx, attacker);
        neighbour.login(cluster.token("late"));
        neighbour.login(cluster.token("late"));
        BridgeClient.connect(vertx, attacker.bearer(cluster.token("late")));
        login(vertx, 0, cluster.token("late"));
    }

    private static int upgrade(Vertx vertx, ClientOptions attacker) {
        return catchThrowableOfType(
                        UpgradeRejectedException.class, () -> BridgeClient.connect(vertx, attacker.bearer("x.y.z")))
                .getStatus();
    }
}
