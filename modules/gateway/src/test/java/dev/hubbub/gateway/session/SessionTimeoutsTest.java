// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Heartbeats after 25 s, to be answered within 10 s. */
class SessionTimeoutsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<CloseCode> closed = new ArrayList<>();
    private final RecordingTransport transport = new RecordingTransport(closed);
    private final ClientSession session = transport.session();
    private final long openedAt = System.nanoTime();
    private final SessionTimeouts timeouts =
            new SessionTimeouts(RecordingTransport.CONFIG, Duration.ofSeconds(10), Clock.fixed(NOW, ZoneOffset.UTC));

    private void login(Instant expiresAt) {
        session.renew(RecordingTransport.identity("ann", expiresAt, NOW));
    }

    private void look(int second) {
        timeouts.check(session, openedAt + TimeUnit.SECONDS.toNanos(second));
    }

    private void lookEachSecond(int from, int to) {
        for (int second = from; second < to; second++) {
            look(second);
        }
    }

    @Test
    void quietSessionRestsUntilItIsToBeAsked() {
        login(NOW.plusSeconds(3_600));
        lookEachSecond(1, 25);
        assertThat(transport.looks).isEqualTo(1);
        lookEachSecond(25, 30);
        assertThat(transport.heartbeats).isEqualTo(1);
        assertThat(transport.looks).isEqualTo(2);
    }

    @Test
    void sessionThatDoesNotAnswerIsClosedInTime() {
        login(NOW.plusSeconds(3_600));
        lookEachSecond(1, 35);
        assertThat(closed).isEmpty();
        look(36);
        assertThat(closed).containsExactly(CloseCode.HEARTBEAT_LOST);
    }

    @Test
    void whatIsSentWakesASession() {
        login(NOW.plusSeconds(3_600));
        look(1);
        transport.stalled = true;
        look(2);
        assertThat(closed).as("nothing was sent to it, so nothing can stall").isEmpty();
        session.fail(null, new HubException(ErrorCode.BAD_REQUEST, "no"));
        look(3);
        assertThat(closed).containsExactly(CloseCode.TOO_SLOW);
    }

    @Test
    void whatComesWakesASession() {
        login(NOW.plusSeconds(3_600));
        look(1);
        session.pay(0);
        look(2);
        session.heard();
        look(3);
        session.receive("{}");
        look(4);
        session.askForLife();
        look(5);
        look(6);
        assertThat(transport.looks).isEqualTo(5);
    }

    @Test
    void sessionOfWhichSomethingWaitsDoesNotRest() {
        login(NOW.plusSeconds(3_600));
        transport.pendingBytes = 1;
        lookEachSecond(1, 4);
        transport.pendingBytes = 0;
        session.countPartialBytes(() -> 1);
        lookEachSecond(4, 7);
        session.countPartialBytes(() -> 0);
        session.window().begin();
        lookEachSecond(7, 10);
        assertThat(transport.looks).isEqualTo(9);
    }

    @Test
    void withoutALoginNoneRests() {
        lookEachSecond(1, 60);
        assertThat(closed).containsExactly(CloseCode.LOGIN_TIMEOUT);
        assertThat(transport.looks).isPositive();
    }

    @Test
    void inTheLastMinuteOfItsTokenNoneRests() {
        login(NOW.plusSeconds(60));
        lookEachSecond(1, 4);
        assertThat(transport.looks).isEqualTo(3);
    }

    @Test
    void expiredTokenEndsASession() {
        login(NOW.minusSeconds(3_600));
        look(1);
        assertThat(closed).containsExactly(CloseCode.UNAUTHORIZED);
    }
}
