// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.signals.Signals.Signal;
import dev.hubbub.contract.signals.Signals.Signalled;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Signals as the gateway sees them: it says which socket asks, and holds a user to ten at once. */
@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(VertxExtension.class)
final class SignallingSocketTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final LimitsConfig LIMITS =
            LimitsConfig.NONE.with(LimitsConfig.NONE.requests().withSignals(1, 10));

    @Parameter
    Transport transport;

    private final List<Caller> callers = new CopyOnWriteArrayList<>();
    private GatewayFixture gateway;
    private Bus bus;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, LIMITS).over(transport);
        bus = new Bus(vertx);
        gateway.hub.access.serve(Signals.SIGNAL, this::signal);
    }

    private Future<Signalled> signal(Caller caller, Signal signal) {
        callers.add(caller);
        Signals.Told told = new Signals.Told(caller.user(), signal.name(), signal.data(), null);
        Hints.Except except = new Hints.Except(Set.of(), caller.socket());
        bus.publish(Hints.TO_ROOMS, new Hints.ToRooms(List.of(signal.room()), Hints.Body.of("signal", told), except));
        return Future.succeededFuture(new Signalled(signal.room(), null));
    }

    private static JsonObject body(Object data) {
        return new JsonObject().put("room", "tea").put("name", "code").put("data", data);
    }

    private static JsonObject told(String user, Object data) {
        return body(data).put("event", "signal").put("user", user);
    }

    @Test
    void otherTabsOfTheSenderAreToldAndTheOneThatSendsIsNot() {
        BridgeClient tab = gateway.login("ann");
        Feed atTab = tab.subscribe(TEA);
        Feed atOtherTab = gateway.login("ann").subscribe(TEA);
        BridgeClient bob = gateway.login("bob");
        Feed atBob = bob.subscribe(TEA);
        JsonObject data = new JsonObject().putNull("a").put("$set", new JsonObject().put("__proto__", 1.5));
        tab.call("api.rooms.signal", body(data));
        bob.call("api.rooms.signal", body("last"));
        assertThat(atOtherTab.next("signal")).isEqualTo(told("ann", data));
        assertThat(atBob.next("signal")).isEqualTo(told("ann", data));
        assertThat(atTab.next("signal")).isEqualTo(told("bob", "last"));
    }

    @Test
    void socketHasANameOfItsOwnThatNoClientChooses() {
        BridgeClient ann = gateway.login("ann");
        ann.call("api.rooms.signal", body(1).put("socket", "forged"));
        ann.call(
                "api.session.refresh",
                new JsonObject().put("token", GatewayFixture.TOKENS.user("ann").sign()));
        ann.call("api.rooms.signal", body(2));
        gateway.login("ann").call("api.rooms.signal", body(3));
        List<String> names = callers.stream().map(Caller::socket).toList();
        assertThat(names.get(0)).isNotNull().isNotEqualTo("forged");
        assertThat(names.get(1)).as("after a refresh").isEqualTo(names.get(0));
        assertThat(names.get(2)).isNotNull().isNotEqualTo(names.get(0));
    }

    @Test
    void overHttpThereIsNoSocket() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url + "/api/v1/rooms.signal"))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Bearer " + GatewayFixture.TOKENS.user("ann").sign())
                .header("hub-caller", "{\"user\":\"ann\",\"socket\":\"forged\"}")
                .POST(BodyPublishers.ofString(body(1).encode()))
                .build();
        Feed atTab = gateway.login("ann").subscribe(TEA);
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        assertThat(callers).containsExactly(Caller.of("ann"));
        assertThat(atTab.next("signal")).isEqualTo(told("ann", 1));
    }

    @Test
    void floodOfOneUserIsRefusedAndCostsNoneOfTheOthers() {
        BridgeClient ann = gateway.login("ann");
        List<Future<JsonObject>> flood = IntStream.range(0, 100)
                .mapToObj(n -> ann.request("api.rooms.signal", body(n)))
                .toList();
        flood.forEach(sent -> sent.otherwiseEmpty().await());
        assertThat(flood.stream().filter(Future::succeeded)).hasSizeBetween(10, 20);
        assertThat(flood.get(99).cause()).hasMessageContaining("TOO_MANY: signals");
        gateway.login("bob").call("api.rooms.signal", body("x"));
        assertThat(ann.call("echo", new JsonObject())).as("the socket lives").isEqualTo(new JsonObject());
        assertThat(gateway.hub.limits.questions()).isLessThan(30);
    }

    @Test
    void malformedSignalIsRefusedBeforeItReachesTheVerticle() {
        BridgeClient ann = gateway.login("ann");
        for (JsonObject wrong : List.of(body(1).put("name", "a b"), body(1).put("version", 1))) {
            Future<JsonObject> refused = ann.request("api.rooms.signal", wrong);
            refused.otherwiseEmpty().await();
            assertThat(refused.cause()).hasMessageContaining("BAD_REQUEST");
        }
        assertThat(callers).isEmpty();
    }
}
