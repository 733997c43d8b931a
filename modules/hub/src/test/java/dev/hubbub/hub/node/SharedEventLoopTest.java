// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class SharedEventLoopTest {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private final class Part extends VerticleBase {
        private final String name;
        private final boolean starts;

        Part(String name, boolean starts) {
            this.name = name;
            this.starts = starts;
        }

        @Override
        public Future<?> start() {
            events.add("start " + name);
            threads.add(Thread.currentThread());
            if (!starts) {
                throw new IllegalStateException(name + " cannot");
            }
            return vertx.timer(1);
        }

        @Override
        public Future<?> stop() {
            events.add("stop " + name);
            return Future.failedFuture("another one stops nevertheless");
        }
    }

    @Test
    void verticlesStartInOrderOnOneThreadAndStopInReverse(Vertx vertx) throws Exception {
        SharedEventLoop both = new SharedEventLoop(List.of(new Part("a", true), new Part("b", true)));
        String id = vertx.deployVerticle(both).await(5, SECONDS);
        vertx.undeploy(id).otherwiseEmpty().await(5, SECONDS);
        assertThat(events).containsExactly("start a", "start b", "stop b", "stop a");
        Set<Thread> different = new HashSet<>(threads);
        assertThat(different).hasSize(1);
    }

    @Test
    void verticleThatDoesNotStartStopsTheOthers(Vertx vertx) {
        SharedEventLoop both = new SharedEventLoop(List.of(new Part("a", true), new Part("b", false)));
        assertThatThrownBy(() -> vertx.deployVerticle(both).await(5, SECONDS)).hasMessage("b cannot");
        assertThat(events).containsExactly("start a", "start b", "stop a");
    }
}
