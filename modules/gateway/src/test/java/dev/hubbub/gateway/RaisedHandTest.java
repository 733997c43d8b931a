// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An ephemeral event to the followers of a room or to the sockets of a user needs no new consumer and no new method in
 * the gateway: a verticle that the gateway does not know publishes a hint of a kind of its own.
 */
@ExtendWith(VertxExtension.class)
final class RaisedHandTest {
    private static final Rpc<Raise, Raised> RAISE = new Rpc<>("svc.hands.raise", Raise.class, Raised.class);
    private static final RoomId TEA = new RoomId("tea");

    record Raise(RoomId room) {
        Raise {
            Check.present("room", room);
        }
    }

    record Raised(RoomId room) {}

    /** The fields of the hint {@code raised-hand}; in a room the gateway adds the room. */
    record Hand(UserId user, boolean up) {}

    /** The feature: one verticle, which knows nothing of the gateway. */
    static final class HandsVerticle extends VerticleBase {
        private Bus bus;

        @Override
        public Future<?> start() {
            bus = new Bus(vertx);
            return bus.serve(RAISE, this::raise);
        }

        private Future<Raised> raise(Caller caller, Raise raise) {
            Hints.Body hint = Hints.Body.of("raised-hand", new Hand(caller.user(), true));
            bus.publish(
                    Hints.TO_ROOMS, new Hints.ToRooms(List.of(raise.room()), hint, Hints.Except.user(caller.user())));
            bus.publish(Hints.TO_USERS, new Hints.ToUsers(List.of(caller.user()), hint, null));
            return Future.succeededFuture(new Raised(raise.room()));
        }
    }

    @Test
    void hintOfAMadeUpKindReachesTheRoomAndTheSocketsOfTheUser(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        vertx.deployVerticle(HandsVerticle::new, new DeploymentOptions()).await(5, SECONDS);
        BridgeClient ann = gateway.login("ann");
        Feed own = ann.listen("out.user");
        own.next("position");
        Feed inRoom = ann.subscribe(TEA);
        Feed atBob = gateway.login("bob").subscribe(TEA);

        new Bus(vertx).call(RAISE, Caller.of("ann"), new Raise(TEA)).await(5, SECONDS);

        JsonObject hand = new JsonObject().put("user", "ann").put("up", true);
        assertThat(atBob.next("raised-hand"))
                .isEqualTo(hand.copy().put("event", "raised-hand").put("room", "tea"));
        assertThat(own.next()).isEqualTo(hand.copy().put("event", "raised-hand"));
        assertThat(inRoom.bodies())
                .as("the user who raises the hand is excepted in the room")
                .hasSize(1);
    }
}
