// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.testkit.Ports;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shards that move between two nodes while requests arrive. */
class ShardHandoverTest {
    private static final Rpc<Answer, Answer> ANYWHERE = new Rpc<>("svc.test.anywhere", Answer.class, Answer.class);
    private static final List<Rpc<Question, Answer>> SHARDED = IntStream.range(0, 8)
            .mapToObj(i -> new Service("handover" + i).rpc("svc.test.handover" + i, Question.class, Answer.class))
            .toList();

    private final String name = "test-" + UUID.randomUUID();
    private final Deque<Vertx> started = new ArrayDeque<>();
    private final List<Future<Answer>> asked = Collections.synchronizedList(new ArrayList<>());
    private List<Integer> ports;
    private Vertx first;

    record Question(int shard) implements Sharded {}

    record Answer(int shard) {}

    /** Serves the shards of its node and answers at once. */
    private static final class ServingVerticle extends VerticleBase {
        private final AtomicInteger asked = new AtomicInteger();
        private Bus bus;
        private Shards shards;

        @Override
        public Future<?> start() {
            bus = new Bus(vertx);
            shards = new Shards(bus, "handover");
            SHARDED.forEach(rpc -> shards.serve(rpc, this::answer));
            return Future.all(shards.start(), bus.serve(ANYWHERE, Future::succeededFuture));
        }

        private Future<Answer> answer(Question request) {
            asked.incrementAndGet();
            return Future.succeededFuture(new Answer(request.shard()));
        }

        @Override
        public Future<?> stop() {
            return Future.join(shards.stop(), bus.retire());
        }
    }

    @BeforeEach
    void first() throws Exception {
        ports = Ports.free(4);
        first = start(0);
        first.deployVerticle(new ServingVerticle()).await(20, SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        while (!started.isEmpty()) {
            TestClusterMember.stop(started.pop());
        }
    }

    private Vertx start(int index) throws Exception {
        Vertx vertx = TestClusterMember.start(name, index, ports, null);
        started.push(vertx);
        return vertx;
    }

    @Test
    void noRequestIsLostDuringHandovers() throws Exception {
        Vertx second = start(1);
        Bus bus = new Bus(first, Duration.ofSeconds(3));
        long asking = first.setPeriodic(40, tick -> askEverywhere(bus));
        comeAndGo(second);
        asked.clear(); // the first run is slow

        comeAndGo(second);
        comeAndGo(second);

        first.cancelTimer(asking);
        List<Future<Answer>> all = List.copyOf(asked);
        Future.join(all).otherwiseEmpty().await(20, SECONDS);
        assertThat(all.stream().filter(Future::failed).map(failed -> failed.cause()
                        .getMessage()))
                .isEmpty();
        assertThat(all).isNotEmpty();
    }

    private static void comeAndGo(Vertx node) throws Exception {
        ServingVerticle service = new ServingVerticle();
        String id = node.deployVerticle(service).await(20, SECONDS);
        await().until(() -> service.asked.get() > 0);
        node.undeploy(id).await(20, SECONDS);
    }

    private void askEverywhere(Bus bus) {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            asked.add(bus.call(SHARDED.get(shard % SHARDED.size()), new Question(shard)));
            asked.add(bus.call(ANYWHERE, new Answer(shard)));
        }
    }
}
