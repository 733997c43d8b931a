// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.hostile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.Canary;
import dev.hubbub.acceptance.fixture.Crowd;
import dev.hubbub.acceptance.fixture.Metric;
import dev.hubbub.acceptance.fixture.OwnKey;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** E17: sockets on which nothing is said, for many heartbeats, beside a conversation. Full: 10,000 for ten minutes. */
@ExtendWith(VertxExtension.class)
final class IdleSocketsE2E {
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");
    private static final int SOCKETS = FULL ? 10_000 : 300;
    private static final int BEATS = FULL ? 24 : 3;
    private static final int BEAT_MILLIS = FULL ? 25_000 : 1_000;
    private static final int MAX_HEAP_OF_A_SOCKET = 65_536;
    private static final int CANARIES = 2;

    @TempDir
    private Path data;

    @Test
    void idleSocketsStayCostLittleAndLeaveNothing(Vertx vertx) throws Exception {
        JavaCommand command = HubProcess.unlimited(HubProcess.command("dev", "--port", "0", "--data", data.toString()))
                .env("HUB_SOCKETS_HEARTBEAT_MILLIS", String.valueOf(BEAT_MILLIS));
        try (HubProcess hub = HubProcess.start(command)) {
            Tokens tokens = OwnKey.tokens(data);
            Canary canary = new Canary(
                    vertx,
                    List.of(hub.url(), hub.url()),
                    tokens.user("host").sign(),
                    tokens.user("canary").sign());
            long before = liveHeap(hub);
            Crowd crowd = Crowd.connect(vertx, hub.url(), tokens, SOCKETS);
            await().atMost(Duration.ofMillis(3L * BEATS * BEAT_MILLIS).plusSeconds(30))
                    .pollInterval(Duration.ofMillis(BEAT_MILLIS / 4))
                    .until(() -> {
                        canary.sing();
                        return crowd.heartbeats() >= BEATS;
                    });

            assertThat(crowd.closed()).isZero();
            assertThat(Metric.sum(hub, "hub_gateway_sockets")).isEqualTo(SOCKETS + CANARIES);
            assertThat((liveHeap(hub) - before) / SOCKETS).isLessThan(MAX_HEAP_OF_A_SOCKET);
            crowd.leave();
            await().atMost(30, SECONDS).until(() -> Metric.sum(hub, "hub_gateway_sockets") == CANARIES);
            assertThat(Metric.sum(hub, "hub_gateway_users")).isEqualTo(CANARIES);
            canary.noticedNothing();
        }
    }

    /** What the heap holds once the garbage is gone. */
    private static long liveHeap(HubProcess hub) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process collection = new ProcessBuilder(
                        jcmd.toString(), String.valueOf(hub.process().pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(collection.waitFor(60, SECONDS)).isTrue();
        assertThat(collection.exitValue()).isZero();
        return (long) Metric.sum(hub, "jvm_memory_used_bytes{area=\"heap\"");
    }
}
