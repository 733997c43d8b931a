// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.listeners.ListenersVerticle;
import dev.hubbub.listeners.config.ListenersConfig;
import dev.hubbub.listeners.config.ListenersConfig.From;
import dev.hubbub.listeners.config.ListenersConfig.Named;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Listeners and two rooms, over a store. */
@ExtendWith(VertxExtension.class)
abstract class ListenersFixture {
    static final String ADDRESS = "evt.message.stored.archive";
    static final RoomId TEA = new RoomId("tea");
    static final RoomId JAM = new RoomId("jam");
    static final List<RoomId> ROOMS = List.of(TEA, JAM);

    SimpleMeterRegistry meters;
    Vertx vertx;
    TestLog log;

    /** Of the store. */
    protected abstract PersistenceConfig config() throws Exception;

    /** How long a listener may take to answer. */
    abstract int answerMillis();

    abstract InstantSource clock();

    @BeforeEach
    void store(Vertx node) throws Exception {
        vertx = node;
        log = new TestLog(new Bus(vertx));
        vertx.deployVerticle(new PersistenceVerticle(config())).await(20, SECONDS);
    }

    final String listen(From from, String... events) throws Exception {
        return deploy(List.of(new Named("archive", List.of(events), from)));
    }

    final String deploy(List<Named> named) throws Exception {
        ListenersConfig config = new ListenersConfig(named, 4, answerMillis(), 200, 50);
        meters = new SimpleMeterRegistry();
        return vertx.deployVerticle(new ListenersVerticle(config, meters, clock()))
                .await(20, SECONDS);
    }

    final double figure(String name) {
        return meters.get("hub.listeners." + name).gauge().value();
    }

    static List<Long> upTo(int seq) {
        return from(1, seq);
    }

    static List<Long> from(int first, int last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    final void createRooms() throws Exception {
        for (RoomId room : ROOMS) {
            log.create(room);
        }
    }
}
