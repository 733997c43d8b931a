// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.EVE;
import static dev.hubbub.access.Cast.LOBBY;
import static dev.hubbub.access.Cast.NOWHERE;
import static dev.hubbub.access.Cast.done;
import static dev.hubbub.access.Cast.failure;
import static dev.hubbub.access.Cast.lobby;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final FakeLog log = new FakeLog();
    private final Gathering gathering = new Gathering(log);
    private final Promise<Void> first = Promise.promise();

    @BeforeEach
    void room() {
        log.force(lobby(BOB));
    }

    @Test
    void thousandUsersAtOnceCostElevenQuestions() {
        log.delayDescription(first.future());
        List<Future<MessageLog.Room>> asked = IntStream.range(0, 1_000)
                .mapToObj(n -> gathering.look(LOBBY, new UserId("user" + n)))
                .toList();
        assertThat(log.descriptions()).hasSize(1);
        assertThat(gathering.waiting()).isEqualTo(999);
        first.complete();
        done(Future.all(asked));
        assertThat(gathering.waiting()).isZero();
        assertThat(log.descriptions()).hasSize(11);
        assertThat(log.descriptions().subList(1, 10))
                .allMatch(each -> each.users().size() == Gathering.MOST_USERS);
    }

    @Test
    void everybodyHearsOfTheOwnMembership() {
        log.delayDescription(first.future());
        Future<MessageLog.Room> ann = gathering.look(LOBBY, ANN.user());
        Future<MessageLog.Room> bob = gathering.look(LOBBY, BOB.user());
        Future<MessageLog.Room> bobAgain = gathering.look(LOBBY, BOB.user());
        Future<MessageLog.Room> eve = gathering.look(LOBBY, EVE.user());
        first.complete();
        assertThat(Door.member(done(ann), ANN.user())).isPresent();
        assertThat(Door.member(done(bob), BOB.user())).isPresent();
        assertThat(Door.member(done(bobAgain), BOB.user())).isPresent();
        assertThat(Door.member(done(eve), EVE.user())).isEmpty();
        assertThat(log.descriptions().get(1).users()).containsExactly(BOB.user(), EVE.user());
    }

    @Test
    void whoComesWhileAQuestionIsUnderWayIsJudgedByALaterOne() {
        log.delayDescription(first.future());
        Future<MessageLog.Room> early = gathering.look(LOBBY, ANN.user());
        log.force(Entry.membership(Entry.Kind.JOINED, LOBBY, EVE, EVE.user()));
        Future<MessageLog.Room> late = gathering.look(LOBBY, EVE.user());
        first.complete();
        assertThat(done(early).head()).isEqualTo(1);
        assertThat(done(late).head()).isEqualTo(2);
        assertThat(Door.member(done(late), EVE.user())).isPresent();
    }

    @Test
    void roomsDoNotWaitForEachOtherAndFailuresAreShared() {
        log.delayDescription(first.future());
        Future<MessageLog.Room> slow = gathering.look(LOBBY, ANN.user());
        assertThat(failure(gathering.look(NOWHERE, ANN.user()))).startsWith("NOT_FOUND");
        assertThat(failure(gathering.look(NOWHERE, BOB.user()))).startsWith("NOT_FOUND");
        first.complete();
        done(slow);
        done(gathering.look(LOBBY, Caller.of("dan").user()));
        assertThat(log.descriptions()).as("nothing is kept").hasSize(4);
    }
}
