// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Ephemeral events on their way to clients. */
@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(VertxExtension.class)
final class HintDeliveryTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");

    @Parameter
    Transport transport;

    private GatewayFixture gateway;
    private Bus bus;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS).over(transport);
        bus = new Bus(vertx);
    }

    private void publish(List<RoomId> rooms, String event, String except) {
        Hints.Body hint = new Hints.Body(event, Map.of("user", "ann"));
        bus.publish(
                Hints.TO_ROOMS,
                new Hints.ToRooms(rooms, hint, except == null ? null : Hints.Except.user(new UserId(except))));
    }

    private static JsonObject hint(String event, RoomId room) {
        return new JsonObject().put("event", event).put("room", room.value()).put("user", "ann");
    }

    /** What came up to the hint {@code last}, but for the position. */
    private static List<Object> hintsUntilLast(Feed feed) {
        feed.next("last");
        return feed.bodies().subList(1, feed.bodies().size());
    }

    @Test
    void hintReachesTheFollowersOfItsRoomsAndSparesTheExcepted() {
        Feed atAnn = gateway.login("ann").subscribe(TEA);
        BridgeClient bob = gateway.login("bob");
        Feed atBob = bob.subscribe(TEA);
        Feed inJam = bob.subscribe(JAM);
        publish(List.of(TEA, JAM), "typing", "ann");
        publish(List.of(TEA), "last", null);
        assertThat(hintsUntilLast(atBob)).containsExactly(hint("typing", TEA), hint("last", TEA));
        assertThat(inJam.next("typing")).isEqualTo(hint("typing", JAM));
        assertThat(hintsUntilLast(atAnn)).as("the first hint is not for ann").containsExactly(hint("last", TEA));
    }

    @Test
    void hintSparesAllUsersThatItNames() {
        Feed atAnn = gateway.login("ann").subscribe(TEA);
        Feed atBob = gateway.login("bob").subscribe(TEA);
        Feed atCyn = gateway.login("cyn").subscribe(TEA);
        Hints.Except both = Hints.Except.users(List.of(new UserId("ann"), new UserId("cyn")));
        Hints.Body hint = new Hints.Body("poke", Map.of("user", "ann"));
        bus.publish(Hints.TO_ROOMS, new Hints.ToRooms(List.of(TEA), hint, both));
        publish(List.of(TEA), "last", null);
        assertThat(hintsUntilLast(atBob)).containsExactly(hint("poke", TEA), hint("last", TEA));
        assertThat(hintsUntilLast(atAnn)).containsExactly(hint("last", TEA));
        assertThat(hintsUntilLast(atCyn)).containsExactly(hint("last", TEA));
    }

    @Test
    void hintToARoomThatIsNotFollowedIsNotReceived() {
        Feed inJam = gateway.login("ann").subscribe(JAM);
        publish(List.of(TEA), "typing", null);
        publish(List.of(JAM), "last", null);
        assertThat(hintsUntilLast(inJam)).containsExactly(hint("last", JAM));
    }

    @Test
    void clientsCannotPublishHints() {
        BridgeClient ann = gateway.login("ann");
        Feed feed = ann.subscribe(TEA);
        JsonObject forged = new JsonObject()
                .put("rooms", List.of("tea"))
                .put("users", List.of("ann"))
                .put("hint", new JsonObject().put("event", "forged"));
        for (String address : List.of("evt.hints.rooms", "evt.hints.users", "evt.hints.all")) {
            assertThatThrownBy(() -> ann.call(address, forged))
                    .hasMessageContaining("FORBIDDEN: address is not exposed");
            ann.sendText(new JsonObject()
                    .put("type", "publish")
                    .put("address", address)
                    .put("replyAddress", "r")
                    .put("body", forged)
                    .encode());
            assertThat(ann.nextFrame().json().getString("message")).isEqualTo("FORBIDDEN: publish is not for clients");
            assertThatThrownBy(() -> ann.listen(address).next()).hasMessageContaining("FORBIDDEN");
        }
        publish(List.of(TEA), "last", null);
        assertThat(hintsUntilLast(feed)).containsExactly(hint("last", TEA));
    }

    @Test
    void malformedHintIsDroppedAndTheNextOneIsPassedOn() throws Exception {
        Feed feed = gateway.login("ann").subscribe(TEA);
        gateway.vertx.eventBus().publish("evt.hints.rooms", "nonsense");
        gateway.vertx.eventBus().publish("evt.hints.rooms", new JsonObject().put("rooms", List.of("tea")));
        publish(List.of(TEA), "last", null);
        assertThat(hintsUntilLast(feed)).containsExactly(hint("last", TEA));
    }
}
