// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.CLOSED;
import static dev.hubbub.access.Cast.EVE;
import static dev.hubbub.access.Cast.LOBBY;
import static dev.hubbub.access.Cast.NOWHERE;
import static dev.hubbub.access.Cast.SERVER;
import static dev.hubbub.access.Cast.done;
import static dev.hubbub.access.Cast.failure;
import static dev.hubbub.access.Cast.lobby;
import static dev.hubbub.access.Cast.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.Entry.Kind;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendingTest {
    private final FakeLog log = new FakeLog();
    private final RoomTurns turns = new RoomTurns(System::nanoTime);
    private final Sending sending = new Sending(10, log, turns, new Standings());

    @BeforeEach
    void room() {
        log.force(lobby(BOB));
    }

    private void elsewhere(Kind kind, Caller by, Caller whom) {
        log.force(Entry.membership(kind, LOBBY, by, whom.user()));
    }

    @Test
    void theLogIsAskedOnceForAMembersMessages() {
        Sent first = done(sending.send(ANN, say(LOBBY, "one")));
        Sent second = done(sending.send(ANN, say(LOBBY, "two")));
        assertThat(first.seq()).isEqualTo(2);
        assertThat(second.seq()).isEqualTo(3);
        assertThat(log.descriptions()).hasSize(1);
    }

    @Test
    void strangersAreRefusedAndAskedAboutEachTime() {
        assertThat(failure(sending.send(EVE, say(LOBBY, "one")))).isEqualTo(CLOSED);
        elsewhere(Kind.JOINED, EVE, EVE);
        assertThat(done(sending.send(EVE, say(LOBBY, "two"))).seq()).isEqualTo(3);
    }

    @Test
    void anUnknownRoomLooksLikeAClosedOneButToTheServer() {
        assertThat(failure(sending.send(EVE, say(NOWHERE, "one")))).isEqualTo(CLOSED);
        assertThat(failure(sending.send(SERVER, say(NOWHERE, "one")))).isEqualTo("NOT_FOUND: no such room");
    }

    @Test
    void theServerSpeaksWithoutMembership() {
        assertThat(done(sending.send(SERVER, say(LOBBY, "one"))).seq()).isEqualTo(2);
        assertThat(done(sending.send(SERVER, say(LOBBY, "two"))).seq()).isEqualTo(3);
    }

    @Test
    void textIsMeasuredInBytes() {
        assertThat(done(sending.send(ANN, say(LOBBY, "0123456789"))).seq()).isEqualTo(2);
        assertThat(done(sending.send(ANN, say(LOBBY, "äöüäö"))).seq()).isEqualTo(3);
        assertThatThrownBy(() -> sending.send(ANN, say(LOBBY, "äöüäöü")))
                .hasMessage("TOO_LARGE: text: 12 bytes (expected: at most 10)");
    }

    @Test
    void aKickElsewhereBeatsTheCache() {
        done(sending.send(BOB, say(LOBBY, "one")));
        elsewhere(Kind.REMOVED, ANN, BOB);
        assertThat(failure(sending.send(BOB, say(LOBBY, "two")))).isEqualTo(CLOSED);
        assertThat(log.texts(LOBBY)).containsExactly("one");
    }

    @Test
    void othersGoOnAfterAKickElsewhere() {
        done(sending.send(ANN, say(LOBBY, "one")));
        elsewhere(Kind.REMOVED, ANN, BOB);
        assertThat(done(sending.send(ANN, say(LOBBY, "two"))).seq()).isEqualTo(4);
    }

    @Test
    void theSameClientIdGetsTheSameNumber() {
        Sent first = done(sending.send(ANN, say(LOBBY, "one")));
        assertThat(done(sending.send(ANN, say(LOBBY, "one")))).isEqualTo(first);
    }

    @Test
    void whoIsOutrunTooOftenComesAgainLater() {
        for (int i = 0; i < Staleness.MAX_JUDGEMENTS; i++) {
            log.beforeAppend(() -> {
                elsewhere(Kind.JOINED, EVE, EVE);
                elsewhere(Kind.LEFT, EVE, EVE);
            });
        }
        assertThat(failure(sending.send(ANN, say(LOBBY, "one")))).startsWith("UNAVAILABLE");
        assertThat(turns.rooms()).isZero();
    }

    @Test
    void aSlowJudgementIsNotOvertaken() {
        done(sending.send(BOB, say(LOBBY, "zero")));
        Promise<Void> slow = Promise.promise();
        log.delayDescription(slow.future());
        Future<Sent> first = sending.send(ANN, say(LOBBY, "one"));
        Future<Sent> second = sending.send(ANN, say(LOBBY, "two"));
        Future<Sent> others = sending.send(BOB, say(LOBBY, "three"));
        assertThat(log.texts(LOBBY)).containsExactly("zero");
        slow.complete();
        done(Future.all(first, second, others));
        assertThat(log.texts(LOBBY)).containsExactly("zero", "one", "two", "three");
    }

    @Test
    void appendsAreUnderWayTogether() {
        done(sending.send(ANN, say(LOBBY, "zero")));
        Promise<Void> slow = Promise.promise();
        log.delayAppend(slow.future());
        Future<Sent> first = sending.send(ANN, say(LOBBY, "one"));
        done(sending.send(ANN, say(LOBBY, "two")));
        assertThat(first.isComplete()).isFalse();
        slow.complete();
        assertThat(done(first).seq()).isEqualTo(3);
    }

    @Test
    void staleMessagesKeepTheirOrder() {
        done(sending.send(ANN, say(LOBBY, "zero")));
        done(sending.send(BOB, say(LOBBY, "half")));
        elsewhere(Kind.JOINED, EVE, EVE);
        Promise<Void> slow = Promise.promise();
        log.delayAppend(slow.future()); // the refusal of "one" arrives after that of "two"
        Future<Sent> first = sending.send(ANN, say(LOBBY, "one"));
        Future<Sent> second = sending.send(BOB, say(LOBBY, "two"));
        Future<Sent> third = sending.send(ANN, say(LOBBY, "three"));
        Future<Sent> fourth = sending.send(EVE, say(LOBBY, "four"));
        assertThat(log.texts(LOBBY)).containsExactly("zero", "half");
        slow.complete();
        done(Future.all(first, second, third, fourth));
        assertThat(log.texts(LOBBY)).containsExactly("zero", "half", "one", "two", "three", "four");
        assertThat(log.descriptions())
                .as("nobody is asked about before the refusals are in")
                .hasSize(5);
    }

    @Test
    void aNewerJudgementWaitsForOlderAppends() {
        done(sending.send(ANN, say(LOBBY, "zero")));
        elsewhere(Kind.JOINED, EVE, EVE);
        Promise<Void> slow = Promise.promise();
        log.delayAppend(slow.future());
        Future<Sent> first = sending.send(ANN, say(LOBBY, "one")); // as of the old members: will be refused
        Future<Sent> second = sending.send(EVE, say(LOBBY, "two")); // as of the new ones
        assertThat(log.texts(LOBBY)).containsExactly("zero");
        slow.complete();
        done(Future.all(first, second));
        assertThat(log.texts(LOBBY)).containsExactly("zero", "one", "two");
    }

    @Test
    void whatComesBackStaleGoesBeforeWhatIsJudgedMeanwhile() {
        done(sending.send(ANN, say(LOBBY, "zero")));
        elsewhere(Kind.JOINED, EVE, EVE);
        Promise<Void> slowAppend = Promise.promise();
        Promise<Void> slowJudgement = Promise.promise();
        log.delayAppend(slowAppend.future());
        log.delayDescription(slowJudgement.future());
        Future<Sent> first = sending.send(ANN, say(LOBBY, "one"));
        Future<Sent> second = sending.send(EVE, say(LOBBY, "two"));
        slowAppend.complete();
        slowJudgement.complete();
        done(Future.all(first, second));
        assertThat(log.texts(LOBBY)).containsExactly("zero", "one", "two");
    }

    @Test
    void aRefusedOneHoldsNobodyUp() {
        Future<Sent> refused = sending.send(EVE, say(LOBBY, "one"));
        Future<Sent> stored = sending.send(ANN, say(LOBBY, "two"));
        assertThat(failure(refused)).isEqualTo(CLOSED);
        assertThat(done(stored).seq()).isEqualTo(2);
    }
}
