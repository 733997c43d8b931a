// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At most 250 rooms wait. */
final class ListLookupTest {
    private static final long REST = 500;
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ANN = new UserId("ann");
    private static final RoomLists.Rows NOTHING = new RoomLists.Rows(List.of(), List.of());

    private final List<RoomLists.RowsOf> questions = new ArrayList<>();
    private final List<Promise<RoomLists.Rows>> answers = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Runnable> rests = new ArrayList<>();
    private final List<Runnable> ticks = new ArrayList<>();
    private final ListLookup lookup =
            new ListLookup(this::rows, new Answers(), new Resync.Pace(REST, this::after), 250);

    private void after(long millis, Runnable task) {
        (millis == REST ? rests : ticks).add(task);
    }

    private static void runAll(List<Runnable> tasks) {
        List<Runnable> now = List.copyOf(tasks);
        tasks.clear();
        now.forEach(Runnable::run);
    }

    private final class Answers implements ListLookup.Listener {
        @Override
        public void answered(UserId user, List<RoomId> rooms, RoomLists.Rows found) {
            told.add(user + " " + rooms.size());
        }

        @Override
        public void missed(UserId user) {
            told.add("missed " + user);
        }
    }

    private Future<RoomLists.Rows> rows(RoomLists.RowsOf question) {
        questions.add(question);
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
    }

    private void ask(RoomId room, UserId user, boolean changed) {
        lookup.add(room, user, changed);
        lookup.start();
    }

    /** Answers all questions, those too that are asked meanwhile. */
    private void answerAll() {
        for (int n = 0; n < answers.size(); n++) {
            answers.get(n).tryComplete(NOTHING);
        }
    }

    @Test
    void changesDuringAQuestionAreAskedAboutOnceAfterARest() {
        ask(TEA, ANN, false);
        ask(TEA, ANN, false);
        ask(TEA, ANN, false);
        assertThat(questions).hasSize(1);
        answers.get(0).complete(NOTHING);
        assertThat(questions).as("the user rests").hasSize(1);
        runAll(rests);
        assertThat(questions).hasSize(2);
        answers.get(1).complete(NOTHING);
        runAll(rests);
        assertThat(told).containsExactly("ann 1", "ann 1");
        assertThat(lookup.size()).isZero();
    }

    @Test
    void roomsOfAUserShareQuestionsOfAHundred() {
        for (int n = 0; n < 150; n++) {
            lookup.add(new RoomId("r" + n), ANN, n == 7);
        }
        lookup.start();
        answerAll();
        runAll(rests);
        answerAll();
        assertThat(questions).extracting(question -> question.rooms().size()).containsExactly(100, 50);
        assertThat(questions)
                .extracting(RoomLists.RowsOf::changed)
                .containsExactly(List.of(new RoomId("r7")), List.of());
    }

    @Test
    void fewQuestionsAreUnderWayAtATimeAndNoUserIsForgotten() {
        for (int n = 0; n < 40; n++) {
            ask(TEA, new UserId("u" + n), false);
        }
        assertThat(questions).hasSize(ListLookup.MAX_ASKED);
        answerAll();
        assertThat(questions)
                .extracting(RoomLists.RowsOf::user)
                .doesNotHaveDuplicates()
                .hasSize(40);
        assertThat(lookup.size()).isZero();
    }

    @Test
    void fewQuestionsAreAskedInAShortTime() {
        for (int n = 0; n < 120; n++) {
            ask(TEA, new UserId("u" + n), false);
            answerAll();
        }
        assertThat(questions).hasSize(ListLookup.MAX_IN_A_TICK);
        for (int more = 0; more < 2; more++) {
            runAll(ticks);
            answerAll();
        }
        assertThat(questions).hasSize(120);
        runAll(ticks);
        assertThat(ticks).isEmpty();
    }

    @Test
    void othersHaveTheirTurnWhileMembersComeAndGoWithoutEnd() {
        lookup.add(TEA, ANN, false);
        for (int n = 0; n < 60; n++) {
            lookup.add(TEA, new UserId("u" + n), true);
        }
        lookup.start();
        assertThat(questions)
                .hasSize(ListLookup.MAX_ASKED)
                .extracting(RoomLists.RowsOf::user)
                .contains(ANN);
    }

    @Test
    void membersWhoComeAndGoAreAskedAboutFirst() {
        for (int n = 0; n < 20; n++) {
            lookup.add(TEA, new UserId("u" + n), n == 19);
        }
        lookup.start();
        assertThat(questions.get(0).user()).isEqualTo(new UserId("u19"));
    }

    @Test
    void usersBeyondTheBoundAreToldThatTheyMissedSomething() {
        for (int n = 0; n < 251; n++) {
            ask(TEA, new UserId("u" + n), false);
        }
        assertThat(told).containsExactly("missed u250");
        assertThat(lookup.size()).isEqualTo(250);
        ask(TEA, new UserId("u249"), true);
        assertThat(told).as("waits already").hasSize(1);
    }

    @Test
    void userOfAQuestionThatFailedIsToldToAsk() {
        ask(TEA, ANN, false);
        answers.get(0).fail(new HubException(ErrorCode.UNAVAILABLE, "the store is away"));
        assertThat(told).containsExactly("missed ann");
        assertThat(lookup.size()).isZero();
    }
}
