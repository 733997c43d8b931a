// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.hub.config.Cluster;
import dev.hubbub.testkit.Ports;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two members, of which the second may not be reached over the event bus. */
class ClusterWatchTest {
    private static final long PATIENCE_MILLIS = 1_500;
    private static final long CHECK_MILLIS = 100;

    private final String name = "test-" + UUID.randomUUID();
    private final List<Integer> ports = Ports.free(5);
    private final Deque<Vertx> started = new ArrayDeque<>();
    private final CompletableFuture<String> firstUnwell = new CompletableFuture<>();
    private final CompletableFuture<String> secondUnwell = new CompletableFuture<>();

    @AfterEach
    void stop() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close().await(20, SECONDS);
        }
    }

    private ClusterWatch member(int place, int reachedAt, CompletableFuture<String> unwell) throws Exception {
        List<String> members = List.of("127.0.0.1:" + ports.get(0), "127.0.0.1:" + ports.get(1));
        Cluster settings = new Cluster(
                true,
                name,
                "127.0.0.1",
                ports.get(place),
                members,
                ports.get(2 + place),
                null,
                0,
                reachedAt,
                null,
                null);
        Membership manager = ClusterStart.manager(settings);
        Vertx vertx = ClusterStart.start(settings, manager).await(60, SECONDS);
        started.push(vertx);
        ClusterWatch watch = new ClusterWatch(manager, unwell::complete, PATIENCE_MILLIS, CHECK_MILLIS);
        vertx.deployVerticle(watch).await(20, SECONDS);
        return watch;
    }

    @Test
    void membersThatHearEachOtherMeet() throws Exception {
        member(0, 0, firstUnwell).met().await(20, SECONDS);
        member(1, 0, secondUnwell).met().await(20, SECONDS);
        assertThat(firstUnwell).isNotDone();
        assertThat(secondUnwell).isNotDone();
    }

    @Test
    void whatAMemberThatIsGoneLeftOnRecordIsTakenOff() throws Exception {
        member(0, 0, firstUnwell).met().await(20, SECONDS);
        Records records = new Records(started.peek());

        records.put("svc.test.ghost", "somebody-who-is-gone");

        await().untilAsserted(() -> assertThat(records.nodes("svc.test.ghost")).isEmpty());
        assertThat(firstUnwell).isNotDone();
    }

    @Test
    void whoeverComesAndIsNotReachedGivesUpAndTheOtherStays() throws Exception {
        member(0, 0, firstUnwell).met().await(20, SECONDS);
        ClusterWatch watch = member(1, ports.get(4), secondUnwell);
        assertThatThrownBy(() -> watch.met().await(20, SECONDS))
                .hasMessageStartingWith("it does not reach, or is not reached by, [")
                .hasMessageContaining("cluster.busPort");
        assertThat(secondUnwell.get(20, SECONDS)).startsWith("it does not reach");
        assertThat(firstUnwell).isNotDone();
    }
}
