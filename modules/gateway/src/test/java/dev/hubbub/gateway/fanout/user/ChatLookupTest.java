// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** At most 250 users wait. */
final class ChatLookupTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ANN = new UserId("ann");

    private final List<MessageLog.Describe> questions = new ArrayList<>();
    private final List<Promise<MessageLog.Room>> answers = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final ChatLookup lookup = new ChatLookup(this::describe, new Answers(), 250);

    private final class Answers implements ChatLookup.Listener {
        @Override
        public void answered(RoomId room, List<UserId> users, Optional<MessageLog.Room> found) {
            told.add(users.size() + " " + found.map(MessageLog.Room::head).orElse(0L));
        }

        @Override
        public void missed(Collection<UserId> users) {
            told.add("missed " + users.size());
        }
    }

    private Future<MessageLog.Room> describe(MessageLog.Describe describe) {
        questions.add(describe);
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
    }

    private static MessageLog.Room tea(long head) {
        return new MessageLog.Room(
                TEA, new RoomDetails("Tea", Visibility.PRIVATE, null), head, head, 1, 1, 0, List.of(), null);
    }

    @Test
    void changeDuringAQuestionIsAskedAboutAfterTheAnswer() {
        lookup.ask(TEA, ANN);
        lookup.ask(TEA, ANN);
        lookup.ask(TEA, ANN);
        assertThat(questions).hasSize(1);
        answers.get(0).complete(tea(4));
        assertThat(questions).hasSize(2);
        answers.get(1).complete(tea(6));
        assertThat(told).containsExactly("1 4", "1 6");
        assertThat(lookup.size()).isZero();
    }

    @Test
    void usersOfARoomShareQuestionsOfAHundred() {
        lookup.ask(TEA, ANN);
        for (int n = 0; n < 150; n++) {
            lookup.ask(TEA, new UserId("u" + n));
        }
        for (int n = 0; n < 3; n++) {
            answers.get(n).complete(tea(1));
        }
        assertThat(questions).extracting(question -> question.users().size()).containsExactly(1, 100, 50);
    }

    @Test
    void fewQuestionsAreUnderWayAtATimeAndNoRoomIsForgotten() {
        for (int n = 0; n < 50; n++) {
            lookup.ask(new RoomId("r" + n), ANN);
        }
        assertThat(questions).hasSize(ChatLookup.MAX_ASKED);
        for (int n = 0; n < 50; n++) {
            answers.get(n).complete(tea(1));
        }
        assertThat(questions)
                .extracting(MessageLog.Describe::room)
                .doesNotHaveDuplicates()
                .hasSize(50);
        assertThat(lookup.size()).isZero();
    }

    @Test
    void usersBeyondTheBoundAreToldThatTheyMissedSomething() {
        for (int n = 0; n < 251; n++) {
            lookup.ask(TEA, new UserId("u" + n));
        }
        assertThat(told).containsExactly("missed 1");
        assertThat(lookup.size()).isEqualTo(250);
    }

    @Test
    void roomThatIsNotThereIsAnAnswerAndAStoreThatIsAwayIsNone() {
        lookup.ask(TEA, ANN);
        answers.get(0).fail(new HubException(ErrorCode.NOT_FOUND, "no such room"));
        lookup.ask(TEA, ANN);
        answers.get(1).fail(new HubException(ErrorCode.UNAVAILABLE, "the store is away"));
        assertThat(told).containsExactly("1 0", "missed 1");
        assertThat(lookup.size()).isZero();
    }
}
