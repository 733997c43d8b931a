// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.joins;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hubbub.access.config.JoinHookConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.access.hooks.HookClient;
import dev.hubbub.access.joins.JoinHook.Decision;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.Hooks.JoinAction;
import dev.hubbub.contract.hooks.Hooks.JoinAnswer;
import dev.hubbub.contract.hooks.Hooks.JoinQuestion;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class JoinHookTest {
    private static final HubException AWAY = new HubException(ErrorCode.UNAVAILABLE, "no node serves this now");
    private static final String NO_ANSWER = "UNAVAILABLE: the host app does not say whether you may join, try again";

    private final AtomicLong nanos = new AtomicLong();
    private final List<JoinQuestion> questions = new ArrayList<>();
    private Future<JoinAnswer> answer = Future.failedFuture(AWAY);

    private JoinHook hook(boolean on, Failure failure) {
        return new JoinHook(
                new JoinHookConfig(on, 1_000, failure),
                question -> {
                    questions.add(question);
                    return answer;
                },
                nanos::get);
    }

    private Future<Decision> ask(JoinHook hook) {
        return hook.ask(ANN, PUBLIC_ROOM);
    }

    private void answer(JoinAction action, Role role, String reason) {
        answer = Future.succeededFuture(new JoinAnswer(action, role, reason));
    }

    @Test
    void nothingIsAskedUnlessItIsSet() {
        assertThat(result(ask(hook(false, Failure.CLOSED)))).isEqualTo(Decision.BY_POLICY);
        assertThat(questions).isEmpty();
    }

    @Test
    void questionHasTheRoomAndTheUser() {
        answer(JoinAction.PASS, null, null);
        JoinHook hook = hook(true, Failure.CLOSED);
        result(ask(hook));
        Profile profile = new Profile("Ann", null, null);
        result(hook.ask(new Caller(ANN.user(), profile, Set.of()), PUBLIC_ROOM));
        assertThat(questions)
                .containsExactly(
                        new JoinQuestion(PUBLIC_ROOM, ANN.user(), null),
                        new JoinQuestion(PUBLIC_ROOM, ANN.user(), profile));
        assertThat(hook.asking()).isZero();
    }

    @Test
    void hostAppAllowsAndLeavesTheDecision() {
        JoinHook hook = hook(true, Failure.CLOSED);
        answer(JoinAction.ALLOW, Role.OBSERVER, null);
        assertThat(result(ask(hook))).isEqualTo(new Decision(true, Role.OBSERVER));
        answer(JoinAction.PASS, null, null);
        assertThat(result(ask(hook))).isEqualTo(Decision.BY_POLICY);
    }

    @Test
    void refusalIsToldWithItsReason() {
        answer(JoinAction.REFUSE, null, "The interview begins at noon");
        assertThat(failure(ask(hook(true, Failure.OPEN)))).isEqualTo("FORBIDDEN: The interview begins at noon");
        answer(JoinAction.REFUSE, null, null);
        assertThat(failure(ask(hook(true, Failure.OPEN)))).isEqualTo(ACCESS_DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "turned \u202etext", "\u0000"})
    void reasonThatMayNotBeShownIsLeftOut(String reason) {
        answer(JoinAction.REFUSE, null, reason);
        assertThat(failure(ask(hook(true, Failure.OPEN)))).isEqualTo(ACCESS_DENIED);
        answer(JoinAction.REFUSE, null, "x".repeat(201));
        assertThat(failure(ask(hook(true, Failure.OPEN)))).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void withoutAnAnswerTheSettingDecides() {
        assertThat(failure(ask(hook(true, Failure.CLOSED)))).isEqualTo(NO_ANSWER);
        assertThat(result(ask(hook(true, Failure.OPEN)))).isEqualTo(Decision.BY_POLICY);
    }

    @Test
    void hostAppThatIsAwayIsAskedAFewTimesAndThenOnceInAWhile() {
        JoinHook hook = hook(true, Failure.CLOSED);
        for (int i = 0; i < 50; i++) {
            assertThat(failure(ask(hook))).isEqualTo(NO_ANSWER);
        }
        assertThat(questions).hasSize(5);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        answer(JoinAction.ALLOW, null, null);
        assertThat(result(ask(hook))).isEqualTo(new Decision(true, null));
        assertThat(result(ask(hook))).isEqualTo(new Decision(true, null));
    }

    @Test
    void aThousandQuestionsAreUnderWayAtMost() {
        Promise<JoinAnswer> late = Promise.promise();
        answer = late.future();
        JoinHook hook = hook(true, Failure.CLOSED);
        List<Future<Decision>> asked = new ArrayList<>();
        for (int i = 0; i < JoinHook.MAX_QUESTIONS; i++) {
            asked.add(ask(hook));
        }
        assertThat(hook.asking()).isEqualTo(JoinHook.MAX_QUESTIONS);
        assertThat(failure(ask(hook))).isEqualTo(NO_ANSWER);
        assertThat(questions).hasSize(JoinHook.MAX_QUESTIONS);
        late.complete(new JoinAnswer(JoinAction.PASS, null, null));
        assertThat(asked).allMatch(Future::succeeded);
        assertThat(hook.asking()).isZero();
        result(ask(hook));
    }

    @Test
    void missingAnswersAreOneLineAMinute() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(HookClient.class);
        lines.start();
        logger.addAppender(lines);
        JoinHook hook = hook(true, Failure.CLOSED);
        for (int i = 0; i < 100; i++) {
            failure(ask(hook));
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        logger.detachAppender(lines);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "hook.access.join, where rooms.joinHookFailure is closed: no answer to 1 questions;"
                                + " the last one: UNAVAILABLE: no node serves this now",
                        "hook.access.join, where rooms.joinHookFailure is closed: no answer to 60 questions;"
                                + " the last one: UNAVAILABLE: no node serves this now");
    }
}
