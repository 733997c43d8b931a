// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.transport.polling.PollingClient;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Transport;
import dev.hubbub.testkit.frame.Closed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From one address come more sockets than allowed that do not log in, and people who do. */
@ExtendWith(VertxExtension.class)
final class SilentFloodTest {
    private static final String UPGRADE = "GET /eventbus/websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    /** An address gets a new try in a second, and may make this many at once. */
    private static LimitsConfig limits(int burst) {
        return LimitsConfig.NONE.with(new LimitsConfig.Addresses(1, burst, 0));
    }

    private static GatewayFixture gateway(Vertx vertx, int burst, long greetingMillis) throws Exception {
        return new GatewayFixture(vertx, limits(burst), ShortDeadlines.but("greeting", greetingMillis));
    }

    private static double crowdedOut(GatewayFixture gateway) {
        return gateway.meters
                .get("hub.gateway.closes")
                .tag("code", "4412")
                .counter()
                .count();
    }

    private static double sockets(GatewayFixture gateway) {
        return gateway.meters.get("hub.gateway.sockets").gauge().value();
    }

    private static void assertLives(BridgeClient client) {
        assertThat(client.call("echo", new JsonObject())).isEqualTo(new JsonObject());
    }

    @ParameterizedTest
    @EnumSource
    void oldestThatWaitsMakesRoomForTheNewest(Transport transport, Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, 6, 1);
        BridgeClient first = gateway.login("ann");
        List<BridgeClient> silent =
                IntStream.range(0, 5).mapToObj(i -> gateway.connect()).toList();
        silent.get(4).sendText("{\"type\":\"ping\"}"); // says that it lives, and not who it is
        await().until(
                        () -> { // a machine may be so slow that another try is allowed
                            assertLives(gateway.over(transport).login("bob"));
                            return crowdedOut(gateway) > 0;
                        });
        assertLives(first);
        Closed oldest = Future.any(silent.get(0).closed(), silent.get(1).closed()) // of an event loop
                .map(one -> one.<Closed>resultAt(one.succeeded(0) ? 0 : 1))
                .await(5, SECONDS);
        assertThat(oldest.code()).isEqualTo(4412);
    }

    /** Tries until it is refused: a machine may be so slow that more tries are allowed. */
    private static void assertRefused(GatewayFixture gateway, Supplier<?> open) {
        UpgradeRejectedException refused = null;
        for (int i = 0; i < 100 && refused == null; i++) {
            refused = catchThrowableOfType(UpgradeRejectedException.class, open::get);
        }
        assertThat(refused).isNotNull();
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeaders().get("Retry-After")).isNotNull();
        assertThat(crowdedOut(gateway)).isZero();
    }

    @Test
    void whereNoneMayGoTheNewestIsRefused(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, 5, 1);
        List<BridgeClient> people = new ArrayList<>();
        assertRefused(gateway, () -> people.add(gateway.login("ann")));
        assertThat(people).hasSizeGreaterThanOrEqualTo(5).allSatisfy(SilentFloodTest::assertLives);
    }

    @Test
    void newSocketsHaveTheirTime(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, 3, 60_000);
        List<BridgeClient> silent = new ArrayList<>();
        assertRefused(gateway, () -> silent.add(gateway.connect()));
        String token = GatewayFixture.TOKENS.user("ann").sign();
        assertThat(silent).allSatisfy(client -> client.login(token));
    }

    @Test
    void loginThatIsUnderWayMakesNoRoom(Vertx vertx) throws Exception {
        LimitsConfig limits = limits(3).with(LimitsConfig.SocketsPerUser.refuse(200));
        GatewayFixture gateway = new GatewayFixture(vertx, limits, ShortDeadlines.but("greeting", 1));
        Promise<Void> open = Promise.promise();
        gateway.hub.limits.opens(open.future());
        List<Future<JsonObject>> logins = new ArrayList<>();
        assertRefused(gateway, () -> {
            String user = "user" + logins.size();
            String token = GatewayFixture.TOKENS.user(user).sign();
            BridgeClient client = gateway.connect();
            logins.add(client.request("api.session.login", new JsonObject().put("token", token)));
            await().until(() -> gateway.hub.admitted(user));
            return client;
        });
        open.complete();
        Future.all(logins).await(20, SECONDS);
    }

    @Test
    void sessionsWithoutWebSocketMakeRoomToo(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, 2, 1);
        List<CompletableFuture<String>> silent = new ArrayList<>();
        for (int i = 0; i < 2; i++) { // one on each event loop
            PollingClient client = new PollingClient(gateway.url, "session-of-the-flood-" + i);
            assertThat(client.lines("xhr").readLine()).isEqualTo("o");
            silent.add(CompletableFuture.supplyAsync(() -> nextLine(client)));
        }
        await().until(() -> {
            assertLives(gateway.login("ann"));
            return silent.stream().anyMatch(CompletableFuture::isDone);
        });
        assertThat(CompletableFuture.anyOf(silent.toArray(CompletableFuture[]::new))
                        .get(5, SECONDS))
                .isEqualTo("c[4412,\"no login while others of this address came\"]");
    }

    private static String nextLine(PollingClient client) {
        try {
            return client.lines("xhr").readLine();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each is let in at its first try, and no more sockets are open than there were tries allowed. */
    @Test
    void peopleLogInDuringAFlood(Vertx vertx) throws Exception {
        int burst = 300;
        long greetingMillis = 100;
        GatewayFixture gateway = gateway(vertx, burst, greetingMillis);
        NetClient attacker = vertx.createNetClient();
        open(attacker, gateway, burst);
        await().atMost(60, SECONDS).until(() -> sockets(gateway) >= burst);
        long allOpen = System.nanoTime();
        await().until(() -> System.nanoTime() - allOpen > MILLISECONDS.toNanos(greetingMillis)); // on each event loop
        long flood = vertx.setPeriodic(50, tick -> open(attacker, gateway, 5)); // one may be silent for 3 s
        await().atMost(60, SECONDS).until(() -> crowdedOut(gateway) > 0);
        List<BridgeClient> people =
                IntStream.range(0, 5).mapToObj(i -> gateway.login("ann" + i)).toList();
        assertThat(sockets(gateway))
                .isLessThanOrEqualTo(burst + people.size() + 30); // some seconds of tries, and those that end
        assertThat(vertx.cancelTimer(flood)).isTrue();
        people.forEach(SilentFloodTest::assertLives);
        attacker.close().await(5, SECONDS);
    }

    private static void open(NetClient attacker, GatewayFixture gateway, int sockets) {
        URI hub = URI.create(gateway.url);
        for (int i = 0; i < sockets; i++) {
            attacker.connect(hub.getPort(), hub.getHost()).onSuccess(socket -> socket.write(UPGRADE));
        }
    }
}
