// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.SERVER;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.failure;
import static dev.hubbub.presence.testing.PresenceFixtures.shard;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.bus.Route;
import dev.hubbub.contract.cluster.ClusterMembers;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.Presence.InRoomQuery;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.States;
import dev.hubbub.contract.presence.PresenceReports;
import dev.hubbub.contract.presence.PresenceReports.Report;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.presence.ServerPresence;
import dev.hubbub.contract.presence.ServerPresence.OnlineQuery;
import dev.hubbub.contract.presence.ServerPresence.SocketsQuery;
import dev.hubbub.contract.presence.StatusRequests;
import dev.hubbub.contract.presence.StatusRequests.Choose;
import dev.hubbub.contract.presence.StatusRequests.Chosen;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.FakeRemoteServicesVerticle;
import dev.hubbub.presence.testing.ManualClock;
import dev.hubbub.testkit.bus.BusRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users choose, and what the host app's server asks, over the bus. The clock stands still. */
@ExtendWith(VertxExtension.class)
class PresenceRequestsTest {
    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final BlockingQueue<Hints.ToRooms> hints = new LinkedBlockingQueue<>();
    private Bus bus;

    @BeforeEach
    void deploy(Vertx vertx) {
        bus = new Bus(vertx);
        services.room(LOBBY, users(ANN, BOB));
        done(bus.subscribe(Hints.TO_ROOMS, hints::add));
        done(vertx.deployVerticle(() -> new FakeRemoteServicesVerticle(services), new DeploymentOptions()));
        done(vertx.deployVerticle(
                () -> new PresenceVerticle(PresenceConfig.defaults(), clock, new SimpleMeterRegistry()),
                new DeploymentOptions()));
    }

    private void connect(Caller caller) {
        done(bus.call(PresenceReports.REPORT, new Report(shard(caller), "n1", users(caller))));
    }

    private State seenBy(Caller viewer, Caller caller) {
        return done(bus.call(Presence.LIST, viewer, new InRoomQuery(LOBBY))).users().stream()
                .filter(state -> state.user().equals(caller.user()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void chosenStatusIsStoredShownAndTold() throws InterruptedException {
        connect(ANN);
        assertThat(hints.poll(5, SECONDS)).isNotNull();
        assertThat(done(bus.call(StatusRequests.STATUS, ANN, new Choose(PresenceStatus.AWAY, "lunch"))))
                .isEqualTo(new Chosen(PresenceStatus.AWAY, "lunch"));
        State away = new State(ANN.user(), true, PresenceStatus.AWAY, "lunch", null, null, null);
        assertThat(seenBy(BOB, ANN)).isEqualTo(away);
        clock.advance(1_000);
        assertThat(hints.poll(5, SECONDS).hint()).isEqualTo(Hints.Body.of("presence", away));
    }

    @Test
    void invisibleUserIsShownToNoOther() {
        connect(ANN);
        done(bus.call(StatusRequests.STATUS, ANN, new Choose(PresenceStatus.INVISIBLE, null)));
        assertThat(seenBy(BOB, ANN).status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(seenBy(ANN, ANN).status()).isEqualTo(PresenceStatus.INVISIBLE);
        States states = done(bus.call(Presence.LIST, BOB, new InRoomQuery(LOBBY)));
        assertThat(states.online()).isZero();
        assertThat(done(bus.call(ServerPresence.ONLINE, SERVER, new OnlineQuery(users(ANN), null, null)))
                        .users())
                .allMatch(state -> !state.online());
        assertThat(done(bus.call(ServerPresence.ONLINE, SERVER, new OnlineQuery(null, null, null)))
                        .users())
                .isEmpty();
    }

    @Test
    void statusOfAUserWhoIsNotConnectedIsShownLater() {
        done(bus.call(StatusRequests.STATUS, ANN, new Choose(PresenceStatus.AWAY, "later")));
        assertThat(seenBy(BOB, ANN).online()).isFalse();
        connect(ANN);
        assertThat(seenBy(BOB, ANN).text()).isEqualTo("later");
    }

    @Test
    void choiceThatIsNotStoredFails() {
        services.storeUnavailable(true);
        assertThat(failure(bus.call(StatusRequests.STATUS, ANN, new Choose(PresenceStatus.AWAY, null))))
                .startsWith("UNAVAILABLE");
    }

    @Test
    void serverKeyHasNoStatus() {
        assertThat(failure(bus.call(StatusRequests.STATUS, SERVER, new Choose(PresenceStatus.AWAY, null))))
                .isEqualTo("FORBIDDEN: the host app's server is never online");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "turned \u202e around", "\u0007"})
    void textThatIsNoVisibleLineIsRefused(String text) {
        JsonObject body = new JsonObject().put("status", "online").put("text", text);
        assertThat(malformed(StatusRequests.STATUS, ANN, body)).startsWith("BAD_REQUEST: text: ");
    }

    @Test
    void malformedChoicesAreRefused() {
        JsonObject offline = new JsonObject().put("status", "offline");
        assertThat(malformed(StatusRequests.STATUS, ANN, offline))
                .isEqualTo("BAD_REQUEST: status: offline (expected: online, away or invisible)");
        for (Object wrong : List.of("busy", 1, new JsonObject().put("$ne", ""), new JsonArray())) {
            assertThat(malformed(StatusRequests.STATUS, ANN, new JsonObject().put("status", wrong)))
                    .startsWith("BAD_REQUEST: status");
        }
        JsonObject longText = new JsonObject().put("status", "away").put("text", "x".repeat(101));
        assertThat(malformed(StatusRequests.STATUS, ANN, longText)).startsWith("BAD_REQUEST: text");
        assertThat(malformed(StatusRequests.STATUS, ANN, new JsonObject())).startsWith("BAD_REQUEST: status");
        assertThat(malformed(StatusRequests.STATUS, ANN, null)).startsWith("BAD_REQUEST: body");
        assertThat(malformed(StatusRequests.STATUS, null, offline)).startsWith("UNAUTHORIZED");
    }

    @Test
    void serverAsksWhoIsOnline() {
        connect(ANN);
        connect(BOB);
        assertThat(done(bus.call(ServerPresence.ONLINE, SERVER, new OnlineQuery(null, 1, null)))
                        .next())
                .isNotNull();
        assertThat(done(bus.call(ServerPresence.ONLINE, SERVER, new OnlineQuery(null, null, null)))
                        .users())
                .extracting(State::user)
                .containsExactlyInAnyOrder(ANN.user(), BOB.user());
        assertThat(failure(bus.call(ServerPresence.ONLINE, ANN, new OnlineQuery(users(BOB), null, null))))
                .startsWith("FORBIDDEN: only the host app's server");
    }

    @Test
    void serverAsksForSockets(Vertx vertx) {
        String node = ClusterMembers.self(vertx);
        Route<Occupancy.OfNode, Occupancy.NodeRooms> rooms = Route.of(Occupancy.ROOMS, services::rooms);
        Route<Occupancy.OfRoom, Occupancy.Followers> followers = Route.of(Occupancy.FOLLOWERS, services::followers);
        services.followers.put(node, Map.of(LOBBY, users(ANN, BOB, BOB)));
        done(bus.serveAt(node, rooms));
        done(bus.serveAt(node, followers));
        ServerPresence.SocketCounts counts =
                done(bus.call(ServerPresence.SOCKETS, SERVER, new SocketsQuery(LOBBY, null, null)));
        assertThat(counts.counts()).containsExactly(new ServerPresence.RoomSockets(LOBBY, 3, 2, users(ANN, BOB)));
        connect(BOB);
        States states = done(bus.call(Presence.LIST, ANN, new InRoomQuery(LOBBY, null, true, null, null)));
        assertThat(states.here()).as("ann is not online").isEqualTo(1);
        assertThat(failure(bus.call(ServerPresence.SOCKETS, ANN, new SocketsQuery(null, null, null))))
                .startsWith("FORBIDDEN: only the host app's server");
    }

    @Test
    void malformedQuestionsAreRefused() {
        for (Rpc<?, ?> rpc : List.of(ServerPresence.ONLINE, ServerPresence.SOCKETS)) {
            for (int limit : List.of(0, -1, 1_001)) {
                assertThat(malformed(rpc, SERVER, new JsonObject().put("limit", limit)))
                        .startsWith("BAD_REQUEST: limit: " + limit);
            }
            assertThat(malformed(rpc, SERVER, new JsonObject().put("after", 5))).startsWith("BAD_REQUEST: after");
            assertThat(malformed(rpc, null, new JsonObject())).startsWith("UNAUTHORIZED");
        }
        JsonArray users = new JsonArray().add("ann").add(new JsonObject().put("$gt", ""));
        assertThat(malformed(ServerPresence.ONLINE, SERVER, new JsonObject().put("users", users)))
                .startsWith("BAD_REQUEST: users");
        assertThat(malformed(ServerPresence.SOCKETS, SERVER, new JsonObject().put("room", "$where")))
                .startsWith("BAD_REQUEST: room");
        JsonObject list = new JsonObject().put("room", "lobby");
        assertThat(malformed(Presence.LIST, ANN, list.copy().put("limit", 0))).startsWith("BAD_REQUEST: limit");
        assertThat(malformed(Presence.LIST, ANN, list.copy().put("here", "yes")))
                .startsWith("BAD_REQUEST: here");
    }

    @Test
    void typingHasTheProfileOfTheUser() throws InterruptedException {
        Profile profile = new Profile("Ann", null, null);
        Caller ann = new Caller(ANN.user(), profile, Set.of());
        done(bus.call(Presence.TYPING, ann, new Presence.Typing(LOBBY, true)));
        done(bus.call(Presence.TYPING, ann, new Presence.Typing(LOBBY, false)));
        for (boolean typing : List.of(true, false)) {
            assertThat(hints.poll(5, SECONDS).hint().fields())
                    .containsEntry("typing", typing)
                    .containsEntry("profile", Map.of("name", "Ann"));
        }
    }

    private String malformed(Rpc<?, ?> rpc, Caller caller, JsonObject body) {
        return failure(BusRequest.ask(bus.vertx(), rpc, 0, caller, body));
    }
}
