// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.lists.RoomLists.Info;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.gateway.fanout.user.ListRows;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see at {@code out.user}. */
@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(VertxExtension.class)
final class UserFeedTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");
    private static final JsonObject POSITION = new JsonObject().put("event", "position");

    @Parameter
    Transport transport;

    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS).over(transport);
    }

    private Feed follow(BridgeClient client) {
        Feed feed = client.listen("out.user");
        assertThat(feed.next()).isEqualTo(POSITION);
        return feed;
    }

    private void create(RoomId room, String owner, String... members) {
        RoomDetails details = new RoomDetails("About " + room.value(), Visibility.PRIVATE, null);
        gateway.hub.append(CreatedEntry.KIND.entry(
                room,
                Caller.of(owner),
                CreatedEntry.Content.of(
                        new UserId(owner),
                        details,
                        new CreatedEntry.FirstMembers(
                                List.of(members).stream().map(UserId::new).toList()))));
    }

    private void add(RoomId room, String user) {
        gateway.hub.append(MembershipEntry.JOINED.entry(room, Caller.of("ann"), new MemberContent(new UserId(user))));
    }

    private static JsonObject chat(RoomId room, String role, long seq) {
        Info row = ListRows.row(room, "About " + room.value(), new Role(role), seq);
        return new JsonObject(Json.encode(Hints.Body.of("chat", row)));
    }

    private static JsonObject removed(RoomId room) {
        return new JsonObject().put("event", "removed").put("room", room.value());
    }

    @Test
    void userIsToldOfRoomsThatOthersAddItToAndRemoveItFrom() {
        create(TEA, "ann");
        Feed atBob = follow(gateway.login("bob"));
        add(TEA, "bob");
        assertThat(atBob.next()).isEqualTo(chat(TEA, "member", 2));
        gateway.hub.remove(TEA, "bob");
        assertThat(atBob.next()).isEqualTo(removed(TEA));
        create(JAM, "ann", "bob");
        assertThat(atBob.next()).isEqualTo(chat(JAM, "member", 1));
    }

    @Test
    void roomThatTheUserMakesInOneTabIsToldInTheOthers() {
        List<Feed> tabs = List.of(follow(gateway.login("ann")), follow(gateway.login("ann")));
        create(TEA, "ann");
        for (Feed tab : tabs) {
            assertThat(tab.next()).isEqualTo(chat(TEA, "owner", 1));
        }
    }

    @Test
    void whatHappensToOthersIsNotTold() {
        Feed atBob = follow(gateway.login("bob"));
        create(TEA, "ann", "carol");
        gateway.hub.remove(TEA, "carol");
        create(JAM, "bob");
        assertThat(atBob.next()).isEqualTo(chat(JAM, "owner", 1));
    }

    @Test
    void feedOfAnotherUserCannotBeNamed() {
        BridgeClient ann = gateway.login("ann");
        for (String address : List.of("out.user.bob", "out.user.ann", "out.user?user=bob", "out.user.", "out.users")) {
            assertThatThrownBy(() -> ann.listen(address).next())
                    .hasMessageContaining("FORBIDDEN: address is not exposed");
        }
        ann.sendText("{\"type\":\"register\",\"address\":\"out.user bob\",\"replyAddress\":\"r\"}");
        assertThat(ann.nextFrame().json().getString("message")).startsWith("BAD_REQUEST: address");
        create(TEA, "ann", "bob");
        assertThat(ann.call(RoomLists.MINE, new RoomLists.Mine()).rooms())
                .as("the socket lives")
                .isEmpty();
    }

    @Test
    void feedIsFollowedOnceAndNothingComesAfterItWasLeft() {
        BridgeClient bob = gateway.login("bob");
        Feed feed = follow(bob);
        bob.sendText("{\"type\":\"register\",\"address\":\"out.user\",\"replyAddress\":\"r\"}");
        assertThat(bob.nextFrame().json().getString("message")).isEqualTo("CONFLICT: address is registered already");
        bob.unsubscribe(feed);
        bob.call(RoomLists.MINE, new RoomLists.Mine()); // what came before it is through
        Feed atCarol = follow(gateway.login("carol"));
        create(TEA, "ann", "bob", "carol");
        assertThat(atCarol.next()).isEqualTo(chat(TEA, "member", 1));
        bob.sendText("{\"type\":\"unregister\",\"address\":\"out.user\",\"replyAddress\":\"r\"}");
        assertThat(bob.nextFrame().json().getString("message")).isEqualTo("CONFLICT: address is not registered");
        assertThat(follow(bob).bodies()).containsExactly(POSITION);
    }

    @Test
    void feedCountsAsARegistration() {
        BridgeClient ann = gateway.login("ann");
        IntStream.range(0, 200).forEach(i -> ann.listen("out.room.r" + i));
        assertThatThrownBy(() -> ann.listen("out.user").next())
                .hasMessageContaining("TOO_MANY: too many registrations");
    }

    @Test
    void feedIsRefusedWhileTheStoreIsAwayAndCanBeFollowedLater() {
        BridgeClient bob = gateway.login("bob");
        gateway.hub.unreadable = true;
        assertThatThrownBy(() -> bob.listen("out.user").next()).hasMessageContaining("UNAVAILABLE: test");
        gateway.hub.unreadable = false;
        Feed feed = follow(bob);
        create(TEA, "ann", "bob");
        assertThat(feed.next()).isEqualTo(chat(TEA, "member", 1));
    }

    @Test
    void clientIsToldItsPositionAgainWhenTheStoreCannotSayWhatHasChanged() {
        Feed feed = follow(gateway.login("bob"));
        gateway.hub.unreadable = true;
        create(TEA, "ann", "bob");
        assertThat(feed.next()).isEqualTo(POSITION);
    }

    @Test
    void feedWorksBesideRoomsThatWereResumed() {
        create(TEA, "ann", "bob");
        BridgeClient bob = gateway.login("bob");
        Feed inTea = bob.resume(List.of(new Session.Since(TEA, 0L))).feed(TEA);
        Feed feed = follow(bob);
        gateway.hub.remove(TEA, "bob");
        assertThat(feed.next()).isEqualTo(removed(TEA));
        assertThatThrownBy(() -> inTea.awaitSeq(3)).hasMessageContaining("FORBIDDEN: no longer a member");
    }

    @Test
    void hintToUsersReachesTheirFeedsAndNoOthers() {
        List<Feed> atBob = List.of(follow(gateway.login("bob")), follow(gateway.login("bob")));
        Feed atAnn = follow(gateway.login("ann"));
        Bus bus = new Bus(gateway.vertx);
        bus.publish(Hints.TO_USERS, hint("poke", "bob"));
        bus.publish(Hints.TO_USERS, hint("last", "ann"));
        for (Feed feed : atBob) {
            assertThat(feed.next())
                    .isEqualTo(new JsonObject().put("event", "poke").put("room", "tea"));
        }
        assertThat(atAnn.next()).isEqualTo(new JsonObject().put("event", "last").put("room", "tea"));
    }

    @Test
    void hintToAllReachesEveryFeedButForTheExcepted() {
        Feed atBob = follow(gateway.login("bob"));
        Feed atAnn = follow(gateway.login("ann"));
        Bus bus = new Bus(gateway.vertx);
        Hints.Body poke = new Hints.Body("poke", Map.of("room", "tea"));
        bus.publish(Hints.TO_ALL, new Hints.ToAll(poke, Hints.Except.user(new UserId("ann"))));
        bus.publish(Hints.TO_ALL, new Hints.ToAll(new Hints.Body("last", Map.of()), null));
        assertThat(atBob.next()).isEqualTo(new JsonObject().put("event", "poke").put("room", "tea"));
        assertThat(atBob.next()).isEqualTo(new JsonObject().put("event", "last"));
        assertThat(atAnn.next()).isEqualTo(new JsonObject().put("event", "last"));
    }

    private static Hints.ToUsers hint(String event, String user) {
        return new Hints.ToUsers(List.of(new UserId(user)), new Hints.Body(event, Map.of("room", "tea")), null);
    }
}
