// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Nodes.Heard;
import dev.hubbub.hub.config.ClusterConfig;
import dev.hubbub.testkit.Ports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event bus between nodes that use certificates. */
class ClusterTlsTest {
    private static final Rpc<Heard, Heard> ECHO = new Rpc<>("svc.test.echo", Heard.class, Heard.class);

    private static final String NAME = "test-" + UUID.randomUUID();

    @TempDir
    private static Path data;

    private static final Deque<Vertx> STARTED = new ArrayDeque<>();
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static TestCertificateAuthority ours;
    private static List<Integer> ports;

    @BeforeAll
    static void first() throws Exception {
        ours = new TestCertificateAuthority(data.resolve("ours"));
        ports = Ports.free(4);
        Vertx first = start(0, ours.sign("first"));
        new Bus(first)
                .serve(ECHO, question -> {
                    ASKED.incrementAndGet();
                    return Future.succeededFuture(question);
                })
                .await(20, SECONDS);
    }

    @BeforeEach
    void resetCount() {
        ASKED.set(0);
    }

    @AfterEach
    void stopTheSecond() throws Exception {
        while (STARTED.size() > 1) {
            TestClusterMember.stop(STARTED.pop());
        }
    }

    @AfterAll
    static void stop() throws Exception {
        TestClusterMember.stop(STARTED.pop());
    }

    @Test
    void nodesOfOneAuthorityTalk() throws Exception {
        Vertx second = start(1, ours.sign("second"));
        assertThat(echo(second)).isEqualTo("hello");
    }

    @Test
    void aNodeOfAnotherAuthorityReachesNoNode() throws Exception {
        Vertx stranger = start(1, new TestCertificateAuthority(data.resolve("theirs")).sign("stranger"));
        assertThatThrownBy(() -> echo(stranger)).hasMessageStartingWith("UNAVAILABLE");
        assertThat(ASKED).hasValue(0);
    }

    @Test
    void aNodeWithoutACertificateReachesNoNode() throws Exception {
        Vertx stranger = start(1, new ClusterConfig.Tls(null, null, null));
        assertThatThrownBy(() -> echo(stranger)).hasMessageStartingWith("UNAVAILABLE");
        assertThat(ASKED).hasValue(0);
    }

    @Test
    void aPlainConnectionIsClosed() throws Exception {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), ports.get(2))) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream().write(new byte[] {0, 0, 0, 4, 2, 9, 1, 0});
            plain.getOutputStream().flush();
            assertThat(isClosed(plain)).isTrue();
        }
        assertThat(ASKED).hasValue(0);
    }

    /** Vert.x has no bound for a frame, so only certificates keep such ones away. */
    @Test
    void aPlainFrameThatAnnouncesTwoGigabytesIsNotRead() throws Exception {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), ports.get(2))) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream().write(new byte[] {0x7f, -1, -1, -1});
            plain.getOutputStream().write(new byte[1_000]);
            plain.getOutputStream().flush();
            assertThat(isClosed(plain)).isTrue();
        }
    }

    /** Before the end of the stream comes the alert of the failed handshake. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // an alert
            }
            return true;
        } catch (SocketException e) {
            return true; // reset
        }
    }

    private static String echo(Vertx from) throws Exception {
        return new Bus(from, Duration.ofSeconds(3))
                .call(ECHO, new Heard("hello", List.of()))
                .await(10, SECONDS)
                .node();
    }

    private static Vertx start(int index, ClusterConfig.Tls tls) throws Exception {
        Vertx vertx = TestClusterMember.start(NAME, index, ports, tls);
        STARTED.push(vertx);
        return vertx;
    }
}
