// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.listeners.ListenersVerticle;
import dev.hubbub.listeners.config.ListenersConfig;
import dev.hubbub.listeners.config.ListenersConfig.From;
import dev.hubbub.listeners.config.ListenersConfig.Named;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.Ports;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes share what they send to a listener. One is killed while messages are stored. */
final class ListenersClusterTest {
    private static final ListenersConfig CONFIG =
            new ListenersConfig(List.of(new Named("archive", null, From.START)), 16, 1_000, 300, 200);
    private static final List<RoomId> ROOMS =
            IntStream.range(0, 12).mapToObj(i -> new RoomId("room" + i)).toList();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Vertx store;
    private Vertx other;

    @BeforeEach
    void start() throws Exception {
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        store = TestClusterMember.start(name, 0, ports, null);
        other = TestClusterMember.start(name, 1, ports, null);
        store.deployVerticle(new PersistenceVerticle(PersistenceConfig.inMemory()))
                .await(20, SECONDS);
        other.deployVerticle(new ListenersVerticle(CONFIG, meters)).await(20, SECONDS);
        store.deployVerticle(new ListenersVerticle(CONFIG)).await(20, SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        TestClusterMember.stop(store);
    }

    @Test
    void eachEntryIsHeardInOrderThroughTheKillOfANodeAndOfTheListener() throws Exception {
        TestLog log = new TestLog(new Bus(store));
        for (RoomId room : ROOMS) {
            log.create(room);
        }
        TestListener listener = TestListener.at(store, "evt.message.stored.archive");
        log.say(ROOMS, 20);
        await().until(() -> meters.get("hub.listeners.heard.entries").counter().count() > 20);
        TestClusterMember.stop(other); // as if it was killed
        log.say(ROOMS, 20);
        listener.leave();
        log.say(ROOMS, 20);
        TestListener again = TestListener.at(store, "evt.message.stored.archive");
        log.say(ROOMS, 20);
        List<Long> all = LongStream.rangeClosed(1, 81).boxed().toList();
        await().atMost(20, SECONDS).untilAsserted(() -> {
            for (RoomId room : ROOMS) {
                List<JsonObject> both = Stream.concat(listener.sent.stream(), again.sent.stream())
                        .toList();
                assertThat(TestListener.seqs(both, room)).isEqualTo(all);
            }
        });
    }
}
