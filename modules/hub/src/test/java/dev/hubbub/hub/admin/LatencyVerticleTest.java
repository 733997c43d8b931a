// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.admin;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class LatencyVerticleTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private Timer timer(String name) {
        return meters.get("hub." + name).timer();
    }

    @Test
    void busAndEventLoopsAreMeasured(Vertx vertx) throws Exception {
        vertx.deployVerticle(new LatencyVerticle(meters)).await(5, SECONDS);
        await().atMost(10, SECONDS).until(() -> timer("bus.latency").count() > 1);
        assertThat(timer("event.loop.lag").count()).isPositive();
    }

    @Test
    void eventLoopThatIsBlockedIsLate(Vertx vertx) throws Exception {
        vertx.deployVerticle(new LatencyVerticle(meters)).await(5, SECONDS);
        await().atMost(10, SECONDS).until(() -> timer("event.loop.lag").count() > 0);
        CountDownLatch blocked = new CountDownLatch(1);
        vertx.getOrCreateContext().runOnContext(now -> {
            try {
                blocked.await(700, MILLISECONDS); // longer than between two measurements
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(10, SECONDS).until(() -> timer("event.loop.lag").max(MILLISECONDS) > 100);
    }
}
