// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.session.PollingSessions.Delivered;
import dev.hubbub.contract.session.PollingSessions.Received;
import dev.hubbub.contract.value.SessionId;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.sockjs.SockJsDialect;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PollingSessionTest {
    private static final SessionId SESSION = new SessionId("abcdefghijklmnopqrst");
    private static final String MESSAGE = "a[\"{\\\"type\\\":\\\"rec\\\",\\\"address\\\":\\\"r\\\",\\\"body\\\":%d}\"]";

    private final List<String> received = new ArrayList<>();
    private final PollingSession session = new PollingSession(SockJsDialect.OF_BRIDGE, 1_000, () -> this.now);
    private long now;
    private int signs;

    @BeforeEach
    void connect() {
        session.connect(received::add, () -> signs++);
    }

    private Future<Received> ask(String reader, long acked, int wait) {
        return session.receive(new PollingSessions.Receive(SESSION, reader, acked, wait, null));
    }

    private void release(String reader, long acked, boolean interrupted) {
        session.release(new PollingSessions.Release(SESSION, reader, acked, interrupted));
    }

    /** Reads the beginning with a reader of its own. */
    private void opened() {
        assertThat(ask("first", 0, 0).result().frames()).containsExactly("o");
        release("first", 1, false);
    }

    private void write(int body) {
        session.write(Delivery.of("r", body));
    }

    @Test
    void readerWaitsForNewsAndGetsThemAtOnce() {
        opened();
        Future<Received> answer = ask("a", 1, 5_000);
        assertThat(answer.isComplete()).isFalse();
        write(1);
        assertThat(answer.result()).isEqualTo(new Received(2, List.of(MESSAGE.formatted(1)), false));
        assertThat(signs).isEqualTo(2);
    }

    @Test
    void readerThatHasWaitedIsAnsweredWithNothing() {
        opened();
        Future<Received> answer = ask("a", 1, 5_000);
        now += 4_999;
        session.tick();
        assertThat(answer.isComplete()).isFalse();
        now += 1;
        session.tick();
        assertThat(answer.result()).isEqualTo(new Received(1, List.of(), false));
    }

    @Test
    void answerThatWasLostComesAgainAndNothingTwice() {
        opened();
        write(1);
        assertThat(ask("a", 0, 10).result().frames()).containsExactly(MESSAGE.formatted(1));
        assertThat(ask("a", 0, 10).result().frames()).containsExactly(MESSAGE.formatted(1));
        Future<Received> next = ask("a", 2, 10);
        Future<Received> again = ask("a", 2, 10);
        assertThat(next.result().frames()).isEmpty();
        write(2);
        assertThat(again.result().frames()).containsExactly(MESSAGE.formatted(2));
    }

    @Test
    void secondReaderIsSentAwayAndTheFirstGoesOn() {
        opened();
        Future<Received> first = ask("a", 1, 5_000);
        Received second = ask("b", 0, 5_000).result();
        assertThat(second.frames()).containsExactly("c[2010,\"Another connection still open\"]");
        assertThat(second.last()).isTrue();
        release("b", 9, true);
        write(1);
        assertThat(first.result().frames()).hasSize(1);
        assertThat(session.isOver()).isFalse();
    }

    @Test
    void readerThatMayHaveMissedSomethingEndsTheSessionEvenAfterwards() {
        opened();
        write(1);
        ask("a", 1, 0);
        release("a", 2, false);
        assertThat(session.isOver()).isFalse();
        Future<Received> next = ask("b", 2, 5_000);
        release("a", 2, true);
        assertThat(next.result().frames()).containsExactly("c[1002,\"Connection interrupted\"]");
        assertThat(session.isOver()).isTrue();
        assertThat(session.isForgotten()).isFalse();
        now += 1_001;
        assertThat(session.isForgotten()).isTrue();
    }

    @Test
    void clientWithoutAReaderIsGoneAfterItsTime() {
        opened();
        ask("a", 1, 60_000);
        now += 30_000;
        session.tick();
        assertThat(session.isOver()).as("with a reader").isFalse();
        release("a", 1, false);
        now += 1_000;
        session.tick();
        assertThat(session.isOver()).isFalse();
        now += 1;
        session.tick();
        assertThat(session.isOver()).isTrue();
    }

    @Test
    void readerThatAsksNoMoreIsTakenForDead() {
        opened();
        write(1);
        ask("a", 1, 5_000);
        now += PollingSession.SILENT_MILLIS;
        session.tick();
        ask("a", 1, 0); // busy: the same again
        now += PollingSession.SILENT_MILLIS;
        session.tick();
        Future<Received> answer = ask("a", 2, 5_000);
        now += 5_000;
        session.tick();
        assertThat(answer.result().frames()).as("waiting is no silence").isEmpty();
        now += PollingSession.SILENT_MILLIS;
        session.tick();
        assertThat(session.isOver()).isFalse();
        now += 1;
        session.tick();
        assertThat(session.isOver()).isTrue();
    }

    @Test
    void questionForLifeEndsTheReaderAndTheNextOneIsTheAnswer() {
        opened();
        Future<Received> answer = ask("a", 1, 60_000);
        assertThat(session.askForLife()).isTrue();
        assertThat(answer.result()).isEqualTo(new Received(1, List.of("h"), true));
        assertThat(ask("a", 1, 60_000).result().last())
                .as("its answer was lost")
                .isTrue();
        release("a", 1, false);
        assertThat(session.isOver()).isFalse();
        assertThat(signs).isEqualTo(2);
        Future<Received> next = ask("b", 1, 60_000);
        assertThat(signs).isEqualTo(3);
        assertThat(next.isComplete()).as("it is not asked again").isFalse();
    }

    @Test
    void questionForLifeEndsABusyReaderWithWhatThereIs() {
        opened();
        write(1);
        ask("a", 1, 0);
        assertThat(session.askForLife()).isTrue();
        ask("a", 1, 0); // busy: the same again
        write(2);
        assertThat(ask("a", 2, 60_000).result()).isEqualTo(new Received(3, List.of(MESSAGE.formatted(2)), true));
    }

    @Test
    void clientBetweenTwoReadersIsAskedByWaitingForIt() {
        opened();
        assertThat(session.askForLife()).isTrue();
        Future<Received> next = ask("a", 1, 60_000);
        assertThat(signs).isEqualTo(2);
        assertThat(next.isComplete()).isFalse();
        session.close(CloseCode.HEARTBEAT_LOST);
        assertThat(next.result().frames()).containsExactly("c[4410,\"no answer to heartbeats\"]");
        assertThat(session.askForLife()).as("a closed session").isFalse();
    }

    @Test
    void lastWordComesAfterWhatWasSaidBeforeIt() {
        opened();
        write(1);
        session.close(CloseCode.UNAUTHORIZED);
        write(2);
        Received news = ask("a", 1, 0).result();
        assertThat(news.frames()).containsExactly(MESSAGE.formatted(1), "c[4401,\"token refused or expired\"]");
        assertThat(news.last()).isTrue();
        assertThat(session.isOver()).isFalse();
        release("a", news.upTo(), false);
        assertThat(session.isOver()).isTrue();
    }

    @Test
    void readerThatIsTooSlowLosesWhatWaitedAndIsToldToResync() {
        opened();
        write(1);
        assertThat(session.pendingBytes()).isPositive();
        session.close(CloseCode.TOO_SLOW);
        assertThat(session.pendingBytes()).isZero();
        assertThat(ask("a", 1, 0).result().frames()).containsExactly("c[4008,\"resync: reading too slowly\"]");
    }

    @Test
    void readerThatNeverComesBackDoesNotKeepAClosedSession() {
        ask("a", 0, 0);
        session.close(CloseCode.HEARTBEAT_LOST);
        now += 1_001;
        session.tick();
        assertThat(session.isOver()).isTrue();
        assertThat(session.isForgotten()).isTrue();
    }

    @Test
    void sendIsHeldWhileTheSessionIsBusyAndTakenOnce() {
        session.pause();
        Future<Delivered> held = session.deliver(List.of("1", "2"));
        assertThat(held.isComplete()).isFalse();
        assertThat(((HubException) session.deliver(List.of("3")).cause()).is(ErrorCode.TOO_MANY))
                .isTrue();
        session.resume();
        assertThat(held.result().admitted()).isTrue();
        assertThat(received).containsExactly("1", "2");
        assertThat(session.deliver(List.of("4")).result().admitted()).isTrue();
    }

    @Test
    void sendThatWasHeldTooLongIsNotTaken() {
        session.pause();
        Future<Delivered> held = session.deliver(List.of("1"));
        now += 2_000;
        session.tick();
        assertThat(held.result().admitted()).isFalse();
        session.resume();
        assertThat(received).isEmpty();
    }

    @Test
    void closedSessionTakesNothing() {
        session.pause();
        Future<Delivered> held = session.deliver(List.of("1"));
        session.close(CloseCode.BAD_FRAME);
        assertThat(held.result().admitted()).isFalse();
        assertThat(((HubException) session.deliver(List.of("2")).cause()).is(ErrorCode.NOT_FOUND))
                .isTrue();
        assertThat(received).isEmpty();
    }
}
