// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.metered;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class MeteredEntryStoreTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private double stored(String kind) {
        return meters.get("hub.persistence.stored.entries")
                .tag("kind", kind)
                .counter()
                .count();
    }

    @Test
    void storedEntriesAndTheTimesOfCallsAreCounted(Vertx vertx) throws Exception {
        vertx.deployVerticle(new PersistenceVerticle(PersistenceConfig.inMemory(), meters))
                .await(5, SECONDS);
        Bus bus = new Bus(vertx);
        bus.call(MessageLog.APPEND, newRoom(ROOM, "bob")).await(5, SECONDS);
        bus.call(MessageLog.APPEND, say(ROOM, "bob", "k1", 1)).await(5, SECONDS);
        bus.call(MessageLog.APPEND, say(ROOM, "bob", "k1", 1)).await(5, SECONDS); // sent again

        assertThat(stored("message")).isEqualTo(1);
        assertThat(stored("other")).isEqualTo(1);
        assertThat(meters.get("hub.persistence.store.latency")
                        .tag("call", "write")
                        .timer()
                        .count())
                .isBetween(2L, 3L);
        assertThat(meters.get("hub.persistence.store.failures").counter().count())
                .isZero();
        assertThat(meters.get("hub.persistence.store.up").gauge().value()).isEqualTo(1);
    }
}
