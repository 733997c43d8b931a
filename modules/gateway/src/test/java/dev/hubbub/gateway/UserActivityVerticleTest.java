// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.ClusterMembers;
import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the gateway tells others of what the users of its sockets do. */
@ExtendWith(VertxExtension.class)
final class UserActivityVerticleTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ANN = new UserId("ann");

    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
    }

    private List<String> typings() {
        return List.copyOf(gateway.hub.presence.typings);
    }

    @Test
    void typingEndsWithTheSocketOverWhichItCame() {
        BridgeClient other = gateway.login("ann");
        BridgeClient ann = gateway.login("ann");
        ann.call(Presence.TYPING, new Presence.Typing(TEA, true));
        other.close();
        ann.close();
        await().untilAsserted(() -> assertThat(typings()).containsExactly("ann tea true", "ann tea false"));
    }

    @Test
    void typingThatIsRefusedOrMalformedLeavesNothing() {
        BridgeClient ann = gateway.login("ann");
        Assertions.assertThatThrownBy(() -> ann.call(Presence.TYPING.address(), new JsonObject().put("room", 5)))
                .isInstanceOf(BridgeFailure.class);
        ann.call(Presence.TYPING, new Presence.Typing(TEA, false));
        ann.close();
        await().until(() -> !gateway.hub.online("ann"));
        assertThat(typings()).containsExactly("ann tea false");
    }

    private boolean isIdle() {
        return gateway.hub.presence.reports("ann").stream()
                .anyMatch(report -> report.idle().contains(ANN));
    }

    @Test
    void userWhoDoesNothingIsReportedAsIdleUntilTheNextRequest() {
        BridgeClient ann = gateway.login("ann");
        await().until(() -> gateway.hub.online("ann"));
        assertThat(isIdle()).isFalse();
        gateway.hub.presence.awayMillis = 1L;
        await().atMost(5, TimeUnit.SECONDS).until(this::isIdle);
        gateway.hub.presence.awayMillis = 600_000L;
        ann.call("echo", new JsonObject());
        await().until(() -> !isIdle());
    }

    @Test
    void nodeSaysWhoFollowsARoom(Vertx vertx) {
        Bus bus = new Bus(vertx);
        String node = ClusterMembers.self(vertx);
        for (String user : List.of("ann", "ann", "bob")) {
            gateway.login(user).subscribe(TEA);
        }
        gateway.login("ann").subscribe(new RoomId("jam"));
        Occupancy.Followers followers =
                bus.call(Occupancy.FOLLOWERS, new Occupancy.OfRoom(node, TEA)).await();
        assertThat(followers.sockets()).isEqualTo(3);
        assertThat(followers.users()).isEqualTo(2);
        assertThat(followers.names()).containsExactlyInAnyOrder(ANN, new UserId("bob"));
        Occupancy.NodeRooms rooms =
                bus.call(Occupancy.ROOMS, new Occupancy.OfNode(node, null, 10)).await();
        assertThat(rooms.counts())
                .containsExactly(new Occupancy.RoomCount(new RoomId("jam"), 1, 1), new Occupancy.RoomCount(TEA, 3, 2));
        assertThat(rooms.rooms()).isEqualTo(2);
        await().until(() -> bus.call(Occupancy.ROOMS, new Occupancy.OfNode(node, null, 10))
                        .await()
                        .sockets()
                == 4);
    }
}
