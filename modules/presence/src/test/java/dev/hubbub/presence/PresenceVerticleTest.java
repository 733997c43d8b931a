// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static dev.hubbub.presence.testing.PresenceFixtures.BOB;
import static dev.hubbub.presence.testing.PresenceFixtures.CABINET;
import static dev.hubbub.presence.testing.PresenceFixtures.EVE;
import static dev.hubbub.presence.testing.PresenceFixtures.LOBBY;
import static dev.hubbub.presence.testing.PresenceFixtures.done;
import static dev.hubbub.presence.testing.PresenceFixtures.failure;
import static dev.hubbub.presence.testing.PresenceFixtures.lookup;
import static dev.hubbub.presence.testing.PresenceFixtures.users;
import static dev.hubbub.presence.testing.PresenceFixtures.with;
import static dev.hubbub.presence.testing.PresenceFixtures.without;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.InRoomQuery;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.Typed;
import dev.hubbub.contract.presence.Presence.Typing;
import dev.hubbub.contract.presence.PresenceReports;
import dev.hubbub.contract.presence.PresenceReports.Report;
import dev.hubbub.contract.presence.PresenceReports.Update;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.presence.testing.FakeRemoteServices;
import dev.hubbub.presence.testing.FakeRemoteServicesVerticle;
import dev.hubbub.presence.testing.ManualClock;
import dev.hubbub.presence.testing.PresenceFixtures;
import dev.hubbub.testkit.bus.BusRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clock stands still unless a test advances it; sweeps run on real time. */
@ExtendWith(VertxExtension.class)
class PresenceVerticleTest {
    private final ManualClock clock = new ManualClock();
    private final FakeRemoteServices services = new FakeRemoteServices();
    private final BlockingQueue<Changed> changed = new LinkedBlockingQueue<>();
    private final BlockingQueue<Hints.ToRooms> presence = new LinkedBlockingQueue<>();
    private final BlockingQueue<Hints.ToRooms> typing = new LinkedBlockingQueue<>();
    private Bus bus;

    @BeforeEach
    void deploy(Vertx vertx) {
        bus = new Bus(vertx);
        services.room(LOBBY, users(ANN, BOB));
        services.room(CABINET, users(ANN));
        done(bus.subscribe(Presence.CHANGED, changed::add));
        done(bus.subscribe(
                Hints.TO_ROOMS, hint -> (hint.hint().event().equals("typing") ? typing : presence).add(hint)));
        done(vertx.deployVerticle(() -> new FakeRemoteServicesVerticle(services), new DeploymentOptions()));
        PresenceConfig quick = new PresenceConfig(8_000, 100, 5_000); // a short grace makes sweeps frequent
        done(vertx.deployVerticle(
                () -> new PresenceVerticle(quick, clock, new SimpleMeterRegistry()), new DeploymentOptions()));
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return queue.poll(5, SECONDS);
    }

    private static Hints.ToRooms hint(Typed typed) {
        return new Hints.ToRooms(List.of(LOBBY), Hints.Body.of("typing", typed), Hints.Except.user(typed.user()));
    }

    private State state(Caller caller) {
        return done(bus.call(Presence.LOOKUP, lookup(caller))).users().get(0);
    }

    @Test
    void reportsBringUsersOnlineAndOffline() throws InterruptedException {
        assertThat(done(bus.call(PresenceReports.REPORT, with("n1", ANN))).leaseMillis())
                .isEqualTo(8_000);
        assertThat(next(changed)).isEqualTo(new Changed(ANN.user(), true));
        assertThat(next(presence)).isEqualTo(PresenceFixtures.hint(new State(ANN.user(), true, null), LOBBY, CABINET));
        assertThat(state(ANN)).isEqualTo(new State(ANN.user(), true, null));
        Instant left = clock.instant();
        done(bus.call(PresenceReports.REPORT, without("n1", ANN)));
        clock.advance(1_000); // not sooner after the event that the user came
        assertThat(next(changed)).isEqualTo(new Changed(ANN.user(), false));
        assertThat(next(presence)).isEqualTo(PresenceFixtures.hint(new State(ANN.user(), false, left), LOBBY, CABINET));
        assertThat(state(ANN).online()).isFalse();
        assertThat(state(BOB)).isEqualTo(new State(BOB.user(), false, null));
    }

    @Test
    void roomsToWhichAUserIsOnlyInvitedAreToldNothing() throws InterruptedException {
        services.markInvited(CABINET);
        done(bus.call(PresenceReports.REPORT, with("n1", ANN)));
        assertThat(next(presence)).isEqualTo(PresenceFixtures.hint(new State(ANN.user(), true, null), LOBBY));
    }

    @Test
    void updatesBringUsersOnlineAndOffline() throws InterruptedException {
        int shard = PresenceFixtures.shard(ANN);
        Report report = new Report(shard, "n1", users(ANN), 1L);
        Update left = new Update(shard, "n1", 1, 2, List.of(), users(ANN), List.of());
        assertThat(done(bus.call(PresenceReports.UPDATE, left)).version())
                .as("never reported")
                .isZero();
        assertThat(done(bus.call(PresenceReports.REPORT, report)).version()).isEqualTo(1);
        assertThat(next(changed)).isEqualTo(new Changed(ANN.user(), true));
        assertThat(done(bus.call(PresenceReports.UPDATE, left)).version()).isEqualTo(2);
        clock.advance(1_000); // not sooner after the event that the user came
        assertThat(next(changed)).isEqualTo(new Changed(ANN.user(), false));
    }

    @Test
    void usersOfADeadNodeGoOffline() throws InterruptedException {
        done(bus.call(PresenceReports.REPORT, with("n1", ANN)));
        done(bus.call(PresenceReports.REPORT, with("n1", BOB)));
        assertThat(List.of(next(changed), next(changed))).allMatch(Changed::online);
        clock.advance(7_000);
        done(bus.call(PresenceReports.REPORT, with("n2", BOB)));
        clock.advance(1_000);
        assertThat(next(changed)).matches(event -> event.user().equals(ANN.user()) && !event.online());
        assertThat(state(BOB).online()).isTrue();
    }

    @Test
    void membersSeeWhoIsOnline() {
        done(services.storeLastSeen(BOB.user(), ManualClock.START));
        done(bus.call(PresenceReports.REPORT, with("n1", ANN)));
        assertThat(done(bus.call(Presence.LIST, BOB, new InRoomQuery(LOBBY))).users())
                .containsExactlyInAnyOrder(
                        new State(ANN.user(), true, null), new State(BOB.user(), false, ManualClock.START));
        assertThat(failure(bus.call(Presence.LIST, BOB, new InRoomQuery(CABINET))))
                .isEqualTo("FORBIDDEN: closed");
        assertThat(failure(bus.call(Presence.LIST, EVE, new InRoomQuery(LOBBY))))
                .isEqualTo("FORBIDDEN: closed");
    }

    @Test
    void membersSeeWhoTypes() throws InterruptedException {
        assertThat(done(bus.call(Presence.TYPING, ANN, new Typing(LOBBY, null))).room())
                .isEqualTo(LOBBY);
        assertThat(next(typing))
                .isEqualTo(hint(new Typed(ANN.user(), true, clock.instant().plusMillis(5_000))));
        done(bus.call(Presence.TYPING, ANN, new Typing(LOBBY, false)));
        assertThat(next(typing)).isEqualTo(hint(new Typed(ANN.user(), false, null)));
        assertThat(failure(bus.call(Presence.TYPING, EVE, new Typing(LOBBY, true))))
                .isEqualTo("FORBIDDEN: closed");
        done(bus.call(Presence.TYPING, BOB, new Typing(LOBBY, true)));
        assertThat(next(typing).except()).as("no event of eve").isEqualTo(Hints.Except.user(BOB.user()));
    }

    @Test
    void typingEndsWithoutHints() throws InterruptedException {
        done(bus.call(Presence.TYPING, ANN, new Typing(LOBBY, true)));
        assertThat(next(typing).hint().fields()).containsEntry("typing", true);
        clock.advance(5_000);
        assertThat(next(typing)).isEqualTo(hint(new Typed(ANN.user(), false, null)));
    }

    @Test
    void presenceAndTypingWorkWithoutTheStore() throws InterruptedException {
        done(bus.call(Presence.LIST, ANN, new InRoomQuery(LOBBY)));
        services.storeUnavailable(true);
        done(bus.call(PresenceReports.REPORT, with("n1", ANN)));
        assertThat(state(ANN).online()).isTrue();
        done(bus.call(Presence.TYPING, ANN, new Typing(LOBBY, true)));
        assertThat(next(typing).hint().fields()).containsEntry("typing", true);
        assertThat(done(bus.call(Presence.LIST, ANN, new InRoomQuery(LOBBY))).users())
                .anyMatch(state -> state.user().equals(ANN.user()) && state.online());
        assertThat(failure(bus.call(Presence.LIST, BOB, new InRoomQuery(LOBBY))))
                .startsWith("UNAVAILABLE");
        services.storeUnavailable(false);
        clock.advance(2_000);
        assertThat(next(changed)).isEqualTo(new Changed(ANN.user(), true));
        assertThat(next(presence)).isEqualTo(PresenceFixtures.hint(new State(ANN.user(), true, null), LOBBY, CABINET));
    }

    @Test
    void malformedRequestsAreRefused() {
        JsonObject injected = new JsonObject().put("room", new JsonObject().put("$ne", ""));
        JsonObject maybe = new JsonObject().put("room", "lobby").put("typing", "yes");
        for (Rpc<?, ?> rpc : List.of(Presence.LIST, Presence.TYPING)) {
            assertThat(malformed(rpc, ANN, new JsonObject())).startsWith("BAD_REQUEST: room");
            assertThat(malformed(rpc, ANN, injected)).startsWith("BAD_REQUEST: room");
            assertThat(malformed(rpc, ANN, null)).startsWith("BAD_REQUEST: body");
            assertThat(malformed(rpc, null, new JsonObject())).startsWith("UNAUTHORIZED");
        }
        assertThat(malformed(Presence.TYPING, ANN, maybe)).startsWith("BAD_REQUEST: typing");
        assertThat(malformed(Presence.LOOKUP, null, new JsonObject().put("shard", 99)))
                .startsWith("BAD_REQUEST: shard");
        assertThat(malformed(PresenceReports.REPORT, null, new JsonObject().put("shard", 0)))
                .startsWith("BAD_REQUEST: node");
        JsonObject backwards = new JsonObject()
                .put("shard", 0)
                .put("node", "n1")
                .put("from", 2)
                .put("version", 1);
        assertThat(malformed(PresenceReports.UPDATE, null, backwards)).startsWith("BAD_REQUEST: version");
        assertThat(malformed(PresenceReports.UPDATE, null, backwards.copy().put("from", 0)))
                .startsWith("BAD_REQUEST: from");
        assertThat(malformed(
                        Presence.ONLINE, null, new JsonObject().put("shard", 0).put("digest", "0".repeat(17))))
                .startsWith("BAD_REQUEST: digest");
    }

    private String malformed(Rpc<?, ?> rpc, Caller caller, JsonObject body) {
        return failure(BusRequest.ask(bus.vertx(), rpc, 0, caller, body));
    }
}
