// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.hub.config.ClusterConfig;
import dev.hubbub.testkit.Ports;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two members; the second may be unreachable over the event bus. */
class ClusterHealthVerticleTest {
    private static final long TIMEOUT_MILLIS = 1_500;
    private static final long RECONCILE_MILLIS = 100;

    private final String name = "test-" + UUID.randomUUID();
    private final List<Integer> ports = Ports.free(5);
    private final Deque<Vertx> started = new ArrayDeque<>();
    private final CompletableFuture<String> firstUnhealthy = new CompletableFuture<>();
    private final CompletableFuture<String> secondUnhealthy = new CompletableFuture<>();

    @AfterEach
    void stop() throws Exception {
        while (!started.isEmpty()) {
            TestClusterMember.stop(started.pop());
        }
    }

    private ClusterHealthVerticle member(int index, int publicBusPort, CompletableFuture<String> unhealthy)
            throws Exception {
        List<String> members = List.of("127.0.0.1:" + ports.get(0), "127.0.0.1:" + ports.get(1));
        ClusterConfig settings = new ClusterConfig(
                true,
                name,
                "127.0.0.1",
                ports.get(index),
                members,
                ports.get(2 + index),
                null,
                0,
                publicBusPort,
                null,
                false,
                null);
        TrackingClusterManager manager = TestClusterMember.manager(settings);
        Vertx vertx = ClusteredVertx.start(settings, manager).await(60, SECONDS);
        started.push(vertx);
        ClusterHealthVerticle health =
                new ClusterHealthVerticle(manager, unhealthy::complete, TIMEOUT_MILLIS, RECONCILE_MILLIS);
        vertx.deployVerticle(health).await(20, SECONDS);
        return health;
    }

    @Test
    void membersThatHearEachOtherAreReady() throws Exception {
        member(0, 0, firstUnhealthy).ready().await(20, SECONDS);
        member(1, 0, secondUnhealthy).ready().await(20, SECONDS);
        assertThat(firstUnhealthy).isNotDone();
        assertThat(secondUnhealthy).isNotDone();
    }

    @Test
    void registrationsOfADepartedMemberAreRemoved() throws Exception {
        member(0, 0, firstUnhealthy).ready().await(20, SECONDS);
        RegistrationRecords records = new RegistrationRecords(started.peek());

        records.put("svc.test.ghost", "departed");

        await().untilAsserted(() -> assertThat(records.nodes("svc.test.ghost")).isEmpty());
        assertThat(firstUnhealthy).isNotDone();
    }

    @Test
    void aNewMemberThatIsNotReachedLeavesAndTheOtherStays() throws Exception {
        member(0, 0, firstUnhealthy).ready().await(20, SECONDS);
        ClusterHealthVerticle health = member(1, ports.get(4), secondUnhealthy);
        assertThatThrownBy(() -> health.ready().await(20, SECONDS))
                .hasMessageStartingWith("it does not reach, or is not reached by, [")
                .hasMessageContaining("cluster.busPort");
        assertThat(secondUnhealthy.get(20, SECONDS)).startsWith("it does not reach");
        assertThat(firstUnhealthy).isNotDone();
    }
}
