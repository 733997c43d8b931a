// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.testkit.Feed;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients see of users who join and leave without an entry, and of presence in such rooms. */
@ExtendWith(VertxExtension.class)
final class ChannelFeedTest {
    private static final RoomId NEWS = new RoomId("news");
    private static final RoomId TEA = new RoomId("tea");

    private GatewayFixture gateway;
    private Bus bus;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        gateway.hub.quiet.add(NEWS);
        bus = new Bus(vertx);
    }

    private void create(RoomId room, String... members) {
        RoomDetails details = new RoomDetails("About " + room.value(), Visibility.PUBLIC, null);
        CreatedEntry.FirstMembers first = new CreatedEntry.FirstMembers(
                List.of(members).stream().map(UserId::new).toList());
        gateway.hub.append(CreatedEntry.KIND.entry(
                room, Caller.of("ann"), CreatedEntry.Content.of(new UserId("ann"), details, first)));
    }

    private void move(String user, boolean member) {
        bus.publish(Memberships.MOVED, new Memberships.Moved(NEWS, new UserId(user), member));
    }

    @Test
    void feedOfTheRoomEndsForTheUserWhoLeftAndForNoOther() {
        create(NEWS, "bob", "eve");
        Feed atBob = gateway.login("bob").subscribe(NEWS);
        Feed atEve = gateway.login("eve").subscribe(NEWS);
        move("eve", true);
        move("bob", false);
        assertThatThrownBy(() -> atBob.next("message")).hasMessageContaining("FORBIDDEN: no longer a member");
        gateway.hub.append(MessageEntry.KIND.entry(NEWS, Caller.of("ann"), new ClientId("c1"), "hello"));
        atEve.next("message");
        assertThat(atEve.bodies()).hasSize(2);
    }

    @Test
    void userIsToldOfTheRoomThatItJoinedOrLeft() {
        Feed atBob = gateway.login("bob").listen("out.user");
        atBob.next("position");
        create(NEWS, "eve");
        move("bob", true);
        assertThat(atBob.next("removed").getString("room"))
                .as("what the store says")
                .isEqualTo("news");
        create(TEA, "bob");
        assertThat(atBob.next("chat").getString("room")).isEqualTo("tea");
    }

    @Test
    void presenceIsNotToldInSuchRooms() {
        Feed inNews = gateway.login("bob").subscribe(NEWS);
        Feed inTea = gateway.login("bob").subscribe(TEA);
        for (String event : List.of("presence", "last")) {
            Hints.Body hint = new Hints.Body(event, Map.of("user", "ann"));
            bus.publish(Hints.TO_ROOMS, new Hints.ToRooms(List.of(NEWS, TEA), hint, null));
        }
        inNews.next("last");
        inTea.next("last");
        assertThat(inNews.bodies()).extracting(ChannelFeedTest::event).containsExactly("position", "last");
        assertThat(inTea.bodies()).extracting(ChannelFeedTest::event).containsExactly("position", "presence", "last");
    }

    private static String event(Object body) {
        return ((JsonObject) body).getString("event");
    }
}
