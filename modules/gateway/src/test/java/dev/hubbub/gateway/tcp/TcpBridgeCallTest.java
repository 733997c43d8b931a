// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.TcpBridgeClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What processes ask, and tell. */
@ExtendWith(VertxExtension.class)
final class TcpBridgeCallTest {
    private static final JsonObject ANN = new JsonObject().put("user", "ann");

    private static JsonObject message(int number) {
        return new JsonObject().put("room", "tea").put("clientId", "c" + number).put("text", "hello " + number);
    }

    @Test
    void requestOfAClientComesFromTheKeyWhateverTheFrameSays(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient shop = processes.login(Processes.SHOP)) {
            JsonObject reply = shop.exchange(new JsonObject()
                    .put("type", "send")
                    .put("address", "api.messages.send")
                    .put("headers", new JsonObject().put("hub-caller", ANN.encode()))
                    .put("body", message(1)));
            assertThat(reply.getJsonObject("body").getInteger("seq")).isEqualTo(1);
        }
        assertThat(processes.gateway.hub.rooms.get(new RoomId("tea")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.sender().value()).isEqualTo("server.shop"));
    }

    @Test
    void requestsAreCarriedOutInTheirOrderAndAllAreAnswered(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx, new JsonObject().put("maxInFlight", 4));
        try (TcpBridgeClient shop = processes.login(Processes.SHOP)) {
            for (int i = 0; i < 200; i++) {
                shop.send(new JsonObject()
                        .put("type", "send")
                        .put("address", "api.messages.send")
                        .put("replyAddress", "m" + i)
                        .put("body", message(i)));
            }
            Set<String> answered = Set.copyOf(IntStream.range(0, 200)
                    .mapToObj(i -> shop.receive().getString("address"))
                    .toList());
            assertThat(answered).hasSize(200);
        }
        assertThat(processes.gateway.hub.rooms.get(new RoomId("tea")))
                .extracting(entry -> entry.clientId().value())
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> "c" + i).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.rooms.create|{}|FORBIDDEN: this key has no scope call:api.rooms.create",
                "svc.persistence.append|{}|FORBIDDEN: this key has no scope call:svc.persistence.append",
                "hook.message.before|{}|FORBIDDEN: this key has no scope call:hook.message.before",
                "evt.presence.changed|{}|FORBIDDEN: this key has no scope call:evt.presence.changed",
                "reply|{}|FORBIDDEN: this key has no scope call:reply",
                "reply.1|{}|NOT_FOUND: no request waits for this answer",
                "api.messages.send|{\"room\":\"tea\"}|BAD_REQUEST: clientId",
                "api.messages.send|{\"room\":\"tea\",\"clientId\":\"c\",\"text\":\"t\",\"sender\":\"ann\"}|BAD_REQUEST: sender",
                "api.messages.send|[]|BAD_REQUEST: body",
                "shop.search|{}|UNAVAILABLE: no node serves this now"
            })
    void refusalNamesWhatIsMissing(String address, String body, String message, Vertx vertx) throws Exception {
        try (TcpBridgeClient shop = new Processes(vertx).login(Processes.SHOP)) {
            shop.text(
                    "{\"type\":\"send\",\"address\":\"" + address + "\",\"replyAddress\":\"r\",\"body\":" + body + "}");
            JsonObject error = shop.receive();
            assertThat(error.getString("type")).isEqualTo("err");
            assertThat(error.getString("address")).isEqualTo("r");
            assertThat(error.getString("failureType")).isEqualTo("RECIPIENT_FAILURE");
            assertThat(error.getString("message")).startsWith(message);
        }
    }

    @Test
    void twentiethBadFrameEndsTheConnection(Vertx vertx) throws Exception {
        try (TcpBridgeClient shop = new Processes(vertx).login(Processes.SHOP)) {
            for (int i = 0; i < 20; i++) {
                shop.text("{\"type\":\"send\"}");
                assertThat(shop.receive().getString("message")).isEqualTo("BAD_REQUEST: frame has no address");
            }
            shop.awaitEnd();
        }
    }

    @Test
    void frameLargerThanTheLimitEndsTheConnection(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx, new JsonObject().put("maxFrameBytes", 2_000));
        try (TcpBridgeClient shop = processes.login(Processes.SHOP)) {
            shop.text(" ".repeat(2_001));
            assertThat(shop.receive().getString("message"))
                    .isEqualTo("TOO_LARGE: frame of 2001 bytes (expected: 1 to 2000)");
            shop.awaitEnd();
        }
    }

    @Test
    void verticleIsAskedAtTheShardOfTheRequest(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient hub = processes.login(Processes.HUB)) {
            JsonObject body =
                    new JsonObject().put("shard", 3).put("node", "n1").put("users", new JsonArray().add("ann"));
            JsonObject reply = hub.ask("svc.presence.report", body);
            assertThat(reply.getJsonObject("body").getLong("leaseMillis")).isPositive();
            assertThat(hub.ask("svc.presence.report", body.copy().put("shard", 99))
                            .getString("message"))
                    .startsWith("BAD_REQUEST: shard");
        }
    }

    @Test
    void processThatMayCallVerticlesSaysOnWhoseBehalf(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient hub = processes.login(Processes.HUB)) {
            JsonObject subscribe = new JsonObject()
                    .put("type", "send")
                    .put("address", "svc.access.subscribe")
                    .put("body", new JsonObject().put("room", "tea"));
            JsonObject mallory = new JsonObject()
                    .put("hub-caller", new JsonObject().put("user", "mallory").encode());
            assertThat(hub.exchange(subscribe.copy().put("headers", mallory)).getString("message"))
                    .startsWith("FORBIDDEN");
            assertThat(hub.exchange(subscribe).getString("type")).isEqualTo("message");
            JsonObject broken = new JsonObject().put("hub-caller", "ann");
            assertThat(hub.exchange(subscribe.copy().put("headers", broken)).getString("message"))
                    .isEqualTo("BAD_REQUEST: header hub-caller is not JSON");
        }
    }

    @Test
    void eventOfAProcessReachesVerticlesAndIsDroppedWhereItIsNone(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        List<Presence.Changed> heard = new CopyOnWriteArrayList<>();
        new Bus(vertx).subscribe(Presence.CHANGED, heard::add).await(5, SECONDS);
        try (TcpBridgeClient hub = processes.login(Processes.HUB)) {
            for (JsonObject body : List.of(new JsonObject(), ANN.copy().put("online", true))) {
                hub.send(new JsonObject()
                        .put("type", "publish")
                        .put("address", "evt.presence.changed")
                        .put("body", body));
            }
            await().untilAsserted(() -> assertThat(heard)
                    .singleElement()
                    .satisfies(changed -> assertThat(changed.user().value()).isEqualTo("ann")));
        }
        try (TcpBridgeClient shop = processes.login(Processes.SHOP)) {
            JsonObject refused =
                    shop.exchange(new JsonObject().put("type", "publish").put("address", Hints.TO_ALL.address()));
            assertThat(refused.getString("message"))
                    .isEqualTo("FORBIDDEN: this key has no scope publish:evt.hints.all");
        }
    }
}
