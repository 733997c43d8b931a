// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.testkit.Ports;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that dies with unanswered requests. */
class NodeLossTest {
    private static final Rpc<Question, Answer> IDEMPOTENT =
            new Rpc<>("svc.test.dead", Question.class, Answer.class).idempotent();
    private static final Rpc<Answer, Answer> ONCE = new Rpc<>("svc.test.once", Answer.class, Answer.class);

    private final String name = "test-" + UUID.randomUUID();
    private Vertx node;
    private Vertx dying;

    record Question(int number) {}

    record Answer(int number) {}

    @BeforeEach
    void start() throws Exception {
        List<Integer> ports = Ports.free(4);
        node = TestClusterMember.start(name, 0, ports, null);
        dying = TestClusterMember.start(name, 1, ports, null);
    }

    @AfterEach
    void stop() throws Exception {
        TestClusterMember.stop(node);
        TestClusterMember.stop(dying);
    }

    private static HazelcastClusterManager clusterManager(Vertx vertx) {
        return (HazelcastClusterManager) ((VertxInternal) vertx).clusterManager();
    }

    @Test
    void idempotentRequestsAreRetriedOnAnotherNode() throws Exception {
        Bus bus = new Bus(node);
        CompletableFuture<Question> arrived = new CompletableFuture<>();
        CompletableFuture<Answer> arrivedToo = new CompletableFuture<>();
        new Bus(dying)
                .serve(IDEMPOTENT, request -> neverAnswer(arrived, request))
                .await(20, SECONDS);
        new Bus(dying).serve(ONCE, request -> neverAnswer(arrivedToo, request)).await(20, SECONDS);
        Future<Answer> answer = bus.call(IDEMPOTENT, new Question(7));
        Future<Answer> lost = new Bus(node, Duration.ofSeconds(3)).call(ONCE, new Answer(8));
        arrived.get(20, SECONDS);
        arrivedToo.get(20, SECONDS);

        clusterManager(dying).getHazelcastInstance().getLifecycleService().terminate();
        bus.serve(IDEMPOTENT, request -> Future.succeededFuture(new Answer(request.number())))
                .await(20, SECONDS);
        bus.serve(ONCE, Future::succeededFuture).await(20, SECONDS);

        assertThat(answer.await(20, SECONDS)).isEqualTo(new Answer(7));
        assertThat(lost.otherwise(new Answer(0)).await(20, SECONDS)).isEqualTo(new Answer(0));
    }

    private static <T> Future<Answer> neverAnswer(CompletableFuture<T> arrived, T request) {
        arrived.complete(request);
        return Promise.<Answer>promise().future();
    }
}
