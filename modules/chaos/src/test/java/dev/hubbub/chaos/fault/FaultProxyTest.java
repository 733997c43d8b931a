// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

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

/** What each weather does to connections that are open, and to new ones. */
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
        says(client, 'a');
        assertThat(target.getInputStream().read()).isEqualTo('a');
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        target.close();
        listener.close();
    }

    @Test
    void fineWeatherLetsBothDirectionsPassAndCounts() throws Exception {
        says(target, 'b');
        assertThat(client.getInputStream().read()).isEqualTo('b');
        assertThat(proxy.sent()).isEqualTo(1);
        assertThat(proxy.received()).isEqualTo(1);
    }

    @Test
    void anEndArrivesAfterTheLastByte() throws Exception {
        says(target, 'b');
        target.close();
        assertThat(client.getInputStream().read()).isEqualTo('b');
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void delayedBytesArriveInOrderAlsoWhenItEnds() throws Exception {
        change(Weather.delay(BRIEF_MILLIS));
        says(client, 'b');
        assertNothingComes(target, BRIEF_MILLIS / 4);
        change(Weather.FINE);
        says(client, 'c');
        target.setSoTimeout(5_000);
        assertThat(new String(target.getInputStream().readNBytes(2), US_ASCII)).isEqualTo("bc");
    }

    @Test
    void droppedBytesVanishAndTheirConnectionIsResetWhenItEnds() throws Exception {
        change(Weather.of(Weather.Kind.DROP));
        says(client, 'b');
        assertNothingComes(target, BRIEF_MILLIS);
        change(Weather.FINE);
        assertReset(client);
        assertReset(target);
    }

    @Test
    void whoeverIsClosedWhileBytesAreDroppedIsNotMissedUntilItEnds() throws Exception {
        change(Weather.of(Weather.Kind.DROP));
        target.close();
        assertNothingComes(client, BRIEF_MILLIS);
        change(Weather.FINE);
        assertReset(client);
    }

    @Test
    void quietConnectionOutlivesTheDropping() throws Exception {
        change(Weather.of(Weather.Kind.DROP));
        change(Weather.FINE);
        says(client, 'b');
        assertThat(target.getInputStream().read()).isEqualTo('b');
    }

    @Test
    void heldBytesWaitAndArriveWhenItEnds() throws Exception {
        change(Weather.of(Weather.Kind.HOLD));
        says(client, 'b');
        says(target, 'c');
        assertNothingComes(target, BRIEF_MILLIS);
        change(Weather.FINE);
        target.setSoTimeout(5_000);
        assertThat(target.getInputStream().read()).isEqualTo('b');
        assertThat(client.getInputStream().read()).isEqualTo('c');
    }

    @Test
    void holdingReadsNoMoreThanItMayHold() throws Exception {
        change(Weather.of(Weather.Kind.HOLD));
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
        change(Weather.FINE);
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
    void halfOpenLetsTheClientSpeakAndHearNothing() throws Exception {
        change(Weather.of(Weather.Kind.HALF_OPEN));
        says(client, 'b');
        assertThat(target.getInputStream().read()).isEqualTo('b');
        says(target, 'c');
        assertNothingComes(client, BRIEF_MILLIS);
        change(Weather.FINE);
        client.setSoTimeout(5_000);
        assertThat(client.getInputStream().read()).isEqualTo('c');
    }

    @Test
    void cutResetsWhatIsOpenAndWhatComes() throws Exception {
        change(Weather.of(Weather.Kind.CUT));
        assertReset(client);
        assertReset(target);
        try (Socket late = dial()) {
            assertReset(late);
        }
        change(Weather.FINE);
        try (Socket again = dial();
                Socket there = listener.accept()) {
            says(again, 'b');
            assertThat(there.getInputStream().read()).isEqualTo('b');
        }
    }

    @Test
    void weatherOfOneCallerIsNotThatOfTheOthers() throws Exception {
        try (Socket other = dial();
                Socket there = listener.accept()) {
            there.setSoTimeout(5_000);
            says(other, 'x');
            assertThat(there.getInputStream().read()).isEqualTo('x');
            proxy.from("port " + other.getLocalPort())
                    .change(Weather.of(Weather.Kind.HOLD))
                    .await(5, SECONDS);
            says(other, 'y');
            says(client, 'b');
            assertThat(target.getInputStream().read()).isEqualTo('b');
            assertNothingComes(there, BRIEF_MILLIS);
            proxy.from("port " + other.getLocalPort()).change(Weather.FINE).await(5, SECONDS);
            assertThat(there.getInputStream().read()).isEqualTo('y');
        }
    }

    @Test
    void weatherForAllComesBeforeThatOfACaller() throws Exception {
        proxy.from("port " + client.getLocalPort()).change(Weather.delay(1)).await(5, SECONDS);
        change(Weather.of(Weather.Kind.CUT));
        assertReset(client);
    }

    @Test
    void targetThatIsAwayResetsTheClient() throws Exception {
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

    private void change(Weather weather) throws Exception {
        proxy.change(weather).await(5, SECONDS);
    }

    private static void says(Socket socket, char word) throws IOException {
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
