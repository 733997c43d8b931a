// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each network condition does to open connections and to new ones. */
@ExtendWith(VertxExtension.class)
final class FaultProxyTest {
    private static final int BRIEF_MILLIS = 200;

    private ServerSocket listener;
    private FaultProxy proxy;
    private Socket client;
    private Socket target;

    @BeforeEach
    void connect(Vertx vertx) throws Exception {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.start(
                        vertx,
                        SocketAddress.inetSocketAddress(listener.getLocalPort(), "127.0.0.1"),
                        (port, proxyPort) -> Future.succeededFuture("port " + port))
                .await(5, SECONDS);
        client = dial();
        target = listener.accept();
        target.setSoTimeout(5_000);
        send(client, 'a');
        assertThat(target.getInputStream().read()).isEqualTo('a');
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        target.close();
        listener.close();
    }

    @Test
    void normalConditionPassesAndCountsBothDirections() throws Exception {
        send(target, 'b');
        assertThat(client.getInputStream().read()).isEqualTo('b');
        assertThat(proxy.bytesSent()).isEqualTo(1);
        assertThat(proxy.bytesReceived()).isEqualTo(1);
    }

    @Test
    void closeArrivesAfterTheLastByte() throws Exception {
        send(target, 'b');
        target.close();
        assertThat(client.getInputStream().read()).isEqualTo('b');
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void delayedBytesArriveInOrderAlsoWhenTheDelayEnds() throws Exception {
        change(NetworkCondition.delay(BRIEF_MILLIS));
        send(client, 'b');
        assertNothingComes(target, BRIEF_MILLIS / 4);
        change(NetworkCondition.NORMAL);
        send(client, 'c');
        target.setSoTimeout(5_000);
        assertThat(new String(target.getInputStream().readNBytes(2), US_ASCII)).isEqualTo("bc");
    }

    @Test
    void droppedBytesAreLostAndTheirConnectionIsResetWhenTheDropEnds() throws Exception {
        change(NetworkCondition.of(NetworkCondition.Kind.DROP));
        send(client, 'b');
        assertNothingComes(target, BRIEF_MILLIS);
        change(NetworkCondition.NORMAL);
        assertReset(client);
        assertReset(target);
    }

    @Test
    void closeDuringDropIsHiddenUntilTheDropEnds() throws Exception {
        change(NetworkCondition.of(NetworkCondition.Kind.DROP));
        target.close();
        assertNothingComes(client, BRIEF_MILLIS);
        change(NetworkCondition.NORMAL);
        assertReset(client);
    }

    @Test
    void idleConnectionSurvivesADrop() throws Exception {
        change(NetworkCondition.of(NetworkCondition.Kind.DROP));
        change(NetworkCondition.NORMAL);
        send(client, 'b');
        assertThat(target.getInputStream().read()).isEqualTo('b');
    }

    @Test
    void heldBytesArriveWhenTheHoldEnds() throws Exception {
        change(NetworkCondition.of(NetworkCondition.Kind.HOLD));
        send(client, 'b');
        send(target, 'c');
        assertNothingComes(target, BRIEF_MILLIS);
        change(NetworkCondition.NORMAL);
        target.setSoTimeout(5_000);
        assertThat(target.getInputStream().read()).isEqualTo('b');
        assertThat(client.getInputStream().read()).isEqualTo('c');
    }

    @Test
    void holdBuffersUpToItsLimit() throws Exception {
        change(NetworkCondition.of(NetworkCondition.Kind.HOLD));
        client.setSendBufferSize(1 << 16);
        Thread writer = new Thread(() -> {
            try {
                client.getOutputStream().write(new byte[64 << 20]);
            } catch (IOException closed) {
                // the test is over
            }
        });
        writer.start();
        writer.join(BRIEF_MILLIS);
        assertThat(writer.isAlive()).isTrue();
        change(NetworkCondition.NORMAL);
        target.getInputStream().skipNBytes(64 << 20);
        writer.join(5_000);
        assertThat(writer.isAlive()).isFalse();
    }

    @Test
    void slowReaderSlowsTheWriter() throws Exception {
        Thread writer = new Thread(() -> {
            try {
                client.getOutputStream().write(new byte[64 << 20]);
            } catch (IOException closed) {
                // the test is over
            }
        });
        writer.start();
        writer.join(BRIEF_MILLIS);
        assertThat(writer.isAlive()).isTrue();
        target.getInputStream().skipNBytes(64 << 20);
        writer.join(5_000);
        assertThat(writer.isAlive()).isFalse();
    }

    @Test
    void halfOpenPassesOnlyBytesFromTheClient() throws Exception {
        change(NetworkCondition.of(NetworkCondition.Kind.HALF_OPEN));
        send(client, 'b');
        assertThat(target.getInputStream().read()).isEqualTo('b');
        send(target, 'c');
        assertNothingComes(client, BRIEF_MILLIS);
        change(NetworkCondition.NORMAL);
        client.setSoTimeout(5_000);
        assertThat(client.getInputStream().read()).isEqualTo('c');
    }

    @Test
    void cutResetsOpenAndNewConnections() throws Exception {
        change(NetworkCondition.of(NetworkCondition.Kind.CUT));
        assertReset(client);
        assertReset(target);
        try (Socket late = dial()) {
            assertReset(late);
        }
        change(NetworkCondition.NORMAL);
        try (Socket again = dial();
                Socket there = listener.accept()) {
            send(again, 'b');
            assertThat(there.getInputStream().read()).isEqualTo('b');
        }
    }

    @Test
    void conditionOfOnePeerDoesNotAffectOthers() throws Exception {
        try (Socket other = dial();
                Socket there = listener.accept()) {
            there.setSoTimeout(5_000);
            send(other, 'x');
            assertThat(there.getInputStream().read()).isEqualTo('x');
            proxy.linkFrom("port " + other.getLocalPort())
                    .change(NetworkCondition.of(NetworkCondition.Kind.HOLD))
                    .await(5, SECONDS);
            send(other, 'y');
            send(client, 'b');
            assertThat(target.getInputStream().read()).isEqualTo('b');
            assertNothingComes(there, BRIEF_MILLIS);
            proxy.linkFrom("port " + other.getLocalPort())
                    .change(NetworkCondition.NORMAL)
                    .await(5, SECONDS);
            assertThat(there.getInputStream().read()).isEqualTo('y');
        }
    }

    @Test
    void conditionForAllOverridesThatOfAPeer() throws Exception {
        proxy.linkFrom("port " + client.getLocalPort())
                .change(NetworkCondition.delay(1))
                .await(5, SECONDS);
        change(NetworkCondition.of(NetworkCondition.Kind.CUT));
        assertReset(client);
    }

    @Test
    void unreachableTargetResetsTheClient() throws Exception {
        listener.close();
        try (Socket late = dial()) {
            assertReset(late);
        }
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private void change(NetworkCondition condition) throws Exception {
        proxy.change(condition).await(5, SECONDS);
    }

    private static void send(Socket socket, char word) throws IOException {
        socket.getOutputStream().write(word);
    }

    private static void assertNothingComes(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(5_000);
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }
}
