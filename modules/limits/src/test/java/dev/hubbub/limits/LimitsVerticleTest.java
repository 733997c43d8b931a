// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

import static dev.hubbub.limits.LimitsFixtures.ANN;
import static dev.hubbub.limits.LimitsFixtures.BOB;
import static dev.hubbub.limits.LimitsFixtures.done;
import static dev.hubbub.limits.LimitsFixtures.failure;
import static dev.hubbub.limits.LimitsFixtures.shard;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.testkit.bus.BusRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clock stands still unless a test advances it; sweeps run on real time. */
@ExtendWith(VertxExtension.class)
class LimitsVerticleTest {
    private final AtomicLong clock = new AtomicLong(100_000);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Bus bus;

    @BeforeEach
    void deploy(Vertx vertx) {
        bus = new Bus(vertx);
        done(vertx.deployVerticle(() -> new LimitsVerticle(8_000, clock::get, meters), new DeploymentOptions()));
    }

    private static Limits.HoldSockets report(Long... sockets) {
        Limits.HeldSockets held = new Limits.HeldSockets(ANN.user(), List.of(sockets));
        return new Limits.HoldSockets(shard(ANN), "n1", List.of(held));
    }

    private static Limits.AcquireSocket ask(long socket, boolean displace) {
        return new Limits.AcquireSocket(ANN.user(), "n2", socket, 2, displace);
    }

    private boolean acquire(long socket) {
        return done(bus.call(Limits.ACQUIRE_SOCKET, ask(socket, false))).acquired();
    }

    private double gauge(String name) {
        return meters.get("hub.limits." + name).gauge().value();
    }

    @Test
    void socketsAreCountedAcrossNodes() throws InterruptedException {
        BlockingQueue<Limits.Displaced> displaced = new LinkedBlockingQueue<>();
        done(bus.subscribe(Limits.DISPLACED, displaced::add));
        assertThat(done(bus.call(Limits.HOLD_SOCKETS, report(3L, 7L))).leaseMillis())
                .isEqualTo(8_000);
        assertThat(acquire(9)).isFalse();
        assertThat(done(bus.call(Limits.ACQUIRE_SOCKET, ask(9, true))).acquired())
                .isTrue();
        assertThat(displaced.poll(5, SECONDS)).isEqualTo(new Limits.Displaced(ANN.user(), "n1", 3));
    }

    @Test
    void releasedSocketsAreNotCounted() {
        done(bus.call(Limits.HOLD_SOCKETS, report(3L, 7L)));
        assertThat(acquire(9)).isFalse();
        Limits.ReleaseSocket closed = new Limits.ReleaseSocket(ANN.user(), "n1", 7);
        assertThat(done(bus.call(Limits.RELEASE_SOCKET, closed)).released()).isTrue();
        assertThat(acquire(9)).isTrue();
        assertThat(done(bus.call(Limits.RELEASE_SOCKET, closed)).released()).isFalse();
    }

    @Test
    void updatedSocketsAreCounted() {
        Limits.HeldSockets held = new Limits.HeldSockets(ANN.user(), List.of(3L, 7L));
        Limits.UpdateSockets update = new Limits.UpdateSockets(shard(ANN), "n1", 1, 2, List.of(held));
        assertThat(done(bus.call(Limits.UPDATE_SOCKETS, update)).version())
                .as("never reported")
                .isZero();
        Limits.HeldSockets first = new Limits.HeldSockets(ANN.user(), List.of(3L));
        done(bus.call(Limits.HOLD_SOCKETS, new Limits.HoldSockets(shard(ANN), "n1", List.of(first), 1L)));
        assertThat(done(bus.call(Limits.UPDATE_SOCKETS, update)).version()).isEqualTo(2);
        assertThat(acquire(9)).isFalse();
    }

    @Test
    void socketsOfASilentNodeCountNoLongerThanItsLease() {
        done(bus.call(Limits.HOLD_SOCKETS, report(3L, 7L)));
        clock.addAndGet(7_000);
        assertThat(acquire(9)).isFalse();
        assertThat(gauge("sockets")).isEqualTo(2);
        clock.addAndGet(1_000);
        assertThat(acquire(9)).isTrue();
        await().atMost(5, SECONDS).until(() -> gauge("sockets") == 0 && gauge("reports") == 0);
        assertThat(gauge("pending.sockets")).isEqualTo(1);
    }

    @Test
    void tokensAreTakenAndComeBack() {
        Limits.TakeTokens three = new Limits.TakeTokens(ANN.user(), "messages", 3, 60, 4);
        assertThat(done(bus.call(Limits.TAKE_TOKENS, three)).tokens()).isEqualTo(3);
        Limits.TokensTaken taken = done(bus.call(Limits.TAKE_TOKENS, three));
        assertThat(taken.tokens()).isEqualTo(1);
        assertThat(taken.retryAfterMillis()).isBetween(1_000L, 1_001L);
        clock.addAndGet(2_000);
        assertThat(done(bus.call(Limits.TAKE_TOKENS, three)).tokens()).isEqualTo(2);
        assertThat(gauge("token.buckets")).isEqualTo(1);
    }

    @Test
    void reportOfUsersOfAnotherShardIsRefused() {
        Limits.HeldSockets bob = new Limits.HeldSockets(BOB.user(), List.of(1L));
        assertThat(failure(bus.call(Limits.HOLD_SOCKETS, new Limits.HoldSockets(shard(ANN), "n1", List.of(bob)))))
                .isEqualTo("BAD_REQUEST: sockets: not all of users of shard " + shard(ANN));
    }

    @Test
    void malformedRequestsAreRefused() {
        JsonObject ann = new JsonObject().put("user", "ann");
        assertThat(malformed(Limits.ACQUIRE_SOCKET, ann)).startsWith("BAD_REQUEST: ");
        assertThat(malformed(Limits.TAKE_TOKENS, ann.copy().put("what", "x").put("tokens", 0)))
                .startsWith("BAD_REQUEST: ");
        assertThat(malformed(Limits.HOLD_SOCKETS, new JsonObject().put("shard", 99)))
                .startsWith("BAD_REQUEST: shard");
        assertThat(malformed(Limits.HOLD_SOCKETS, new JsonObject().put("shard", 0)))
                .startsWith("BAD_REQUEST: node");
        JsonArray nameless = new JsonArray().add(new JsonObject().put("sockets", new JsonArray().add(1)));
        assertThat(malformed(
                        Limits.HOLD_SOCKETS,
                        new JsonObject().put("shard", 0).put("node", "n1").put("sockets", nameless)))
                .startsWith("BAD_REQUEST: ");
        JsonObject backwards = new JsonObject()
                .put("shard", 0)
                .put("node", "n1")
                .put("from", 2)
                .put("version", 1);
        assertThat(malformed(Limits.UPDATE_SOCKETS, backwards)).startsWith("BAD_REQUEST: version");
        assertThat(malformed(Limits.UPDATE_SOCKETS, backwards.copy().put("from", 0)))
                .startsWith("BAD_REQUEST: from");
        for (Rpc<?, ?> rpc : List.of(Limits.TAKE_TOKENS, Limits.ACQUIRE_SOCKET, Limits.HOLD_SOCKETS)) {
            assertThat(malformed(rpc, null)).startsWith("BAD_REQUEST: body");
        }
    }

    private String malformed(Rpc<?, ?> rpc, JsonObject body) {
        return failure(BusRequest.ask(bus.vertx(), rpc, 0, null, body));
    }
}
