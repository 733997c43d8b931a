// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import static dev.hubbub.access.hooks.HookFixtures.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.access.config.HookStageConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.access.hooks.HookChain.Outcome;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookChainTest {
    private final HookFixtures hooks = new HookFixtures();

    private static void assertUnavailable(Future<?> asked) {
        assertThat(HubException.is(asked.cause(), ErrorCode.UNAVAILABLE)).isTrue();
    }

    @Test
    void withoutStagesMessagesPass() {
        HookChain chain = hooks.chain();
        assertThat(chain.isOn()).isFalse();
        assertThat(chain.ask(message("hi")).result()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void stagesAreAskedInTheirOrderAboutWhatTheOneBeforeLeft() {
        HookChain chain = hooks.answering("b", MessageAnswer.replaced("two"))
                .answering("a", MessageAnswer.PASSED)
                .answering("c", MessageAnswer.replaced("three"))
                .answering("d", MessageAnswer.PASSED)
                .chain();
        Outcome outcome = chain.ask(message("one")).result();
        assertThat(outcome).isEqualTo(new Outcome(MessageAction.REPLACE, "three", null));
        assertThat(outcome.textOf("one")).isEqualTo("three");
        assertThat(Outcome.PASSED.textOf("one")).isEqualTo("one");
        assertThat(hooks.asked).containsExactly("hook.b one", "hook.a two", "hook.c two", "hook.d three");
    }

    @Test
    void firstThatRefusesOrHoldsEndsTheChain() {
        HookChain refusing = hooks.answering("a", MessageAnswer.refused("no"))
                .answering("b", MessageAnswer.PASSED)
                .chain();
        assertThat(refusing.ask(message("hi")).result()).isEqualTo(new Outcome(MessageAction.REFUSE, null, "no"));
        assertThat(hooks.asked).containsExactly("hook.a hi");
        HookFixtures others = new HookFixtures();
        HookChain holding = others.answering("a", MessageAnswer.replaced("ho"))
                .answering("b", MessageAnswer.held("later"))
                .answering("c", MessageAnswer.PASSED)
                .chain();
        assertThat(holding.ask(message("hi")).result()).isEqualTo(new Outcome(MessageAction.HOLD, "ho", "later"));
        assertThat(others.asked).containsExactly("hook.a hi", "hook.b ho");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "turned \u202e round"})
    void reasonThatMayNotBeShownIsLeftOut(String reason) {
        HookChain chain = hooks.answering("a", MessageAnswer.refused(reason)).chain();
        assertThat(chain.ask(message("hi")).result()).isEqualTo(new Outcome(MessageAction.REFUSE, null, null));
    }

    @Test
    void withoutAnAnswerTheMessageIsRefusedOrGoesOnAsIsSet() {
        HookChain closed = hooks.failing("a", Failure.CLOSED)
                .answering("b", MessageAnswer.PASSED)
                .chain();
        assertUnavailable(closed.ask(message("hi")));
        assertThat(hooks.asked).containsExactly("hook.a hi");
        HookFixtures others = new HookFixtures();
        HookChain open = others.answering("x", MessageAnswer.replaced("ho"))
                .failing("a", Failure.OPEN)
                .answering("b", MessageAnswer.PASSED)
                .chain();
        assertThat(open.ask(message("hi")).result()).isEqualTo(new Outcome(MessageAction.REPLACE, "ho", null));
        assertThat(others.asked).containsExactly("hook.x hi", "hook.a ho", "hook.b ho");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void wrongAnswerIsNoAnswer(Failure failure) {
        MessageAnswer otherRoom = new MessageAnswer(MessageAction.REPLACE, "ho", null, new RoomId("hall"));
        MessageAnswer tooLong = MessageAnswer.replaced("é".repeat(51));
        for (MessageAnswer wrong : List.of(otherRoom, tooLong)) {
            HookChain chain = new HookFixtures()
                    .stage("a", failure, question -> Future.succeededFuture(wrong))
                    .chain();
            Future<Outcome> asked = chain.ask(message("hi"));
            if (failure == Failure.OPEN) {
                assertThat(asked.result()).isEqualTo(Outcome.PASSED);
            } else {
                assertUnavailable(asked);
            }
        }
    }

    @Test
    void textIsNotAddedToAMessageWithoutOne() {
        HookChain chain = hooks.answering("a", MessageAnswer.replaced("ho")).chain();
        assertUnavailable(chain.ask(message(null)));
    }

    @Test
    void deadStageIsAskedAFewTimesAndThenOnceInAWhile() {
        HookChain chain = hooks.failing("a", Failure.OPEN).chain();
        for (int i = 0; i < 50; i++) {
            assertThat(chain.ask(message("hi")).result()).isEqualTo(Outcome.PASSED);
        }
        assertThat(hooks.asked).hasSize(HookCircuit.MOST_FAILURES);
        assertThat(chain.paused()).isEqualTo(1);
        hooks.advance(HookCircuit.PAUSE_SECONDS);
        chain.ask(message("hi"));
        chain.ask(message("hi"));
        assertThat(hooks.asked).hasSize(HookCircuit.MOST_FAILURES + 1);
    }

    @Test
    void wrongAnswersDoNotPauseAStage() {
        MessageAnswer otherRoom = new MessageAnswer(MessageAction.PASS, null, null, new RoomId("hall"));
        HookChain chain = hooks.stage("a", Failure.OPEN, question -> Future.succeededFuture(otherRoom))
                .chain();
        for (int i = 0; i < 50; i++) {
            chain.ask(message("hi"));
        }
        assertThat(hooks.asked).hasSize(50);
    }

    @Test
    void stageThatAnswersAgainIsAskedAgain() {
        List<Future<MessageAnswer>> next = new ArrayList<>();
        HookChain chain =
                hooks.stage("a", Failure.CLOSED, question -> next.remove(0)).chain();
        for (int i = 0; i < HookCircuit.MOST_FAILURES; i++) {
            next.add(Future.failedFuture("late"));
            assertUnavailable(chain.ask(message("hi")));
        }
        hooks.advance(HookCircuit.PAUSE_SECONDS);
        Promise<MessageAnswer> probe = Promise.promise();
        next.add(probe.future());
        Future<Outcome> first = chain.ask(message("hi"));
        assertUnavailable(chain.ask(message("hi")));
        assertThat(chain.asking()).isEqualTo(1);
        probe.complete(MessageAnswer.PASSED);
        assertThat(first.result()).isEqualTo(Outcome.PASSED);
        assertThat(chain.paused()).isZero();
        next.add(Future.succeededFuture(MessageAnswer.PASSED));
        assertThat(chain.ask(message("hi")).result()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void failuresWithAnswersBetweenThemDoNotPauseAStage() {
        List<Integer> count = new ArrayList<>();
        HookChain chain = hooks.stage("a", Failure.OPEN, question -> {
                    count.add(1);
                    return count.size() % 2 == 0
                            ? Future.succeededFuture(MessageAnswer.PASSED)
                            : Future.failedFuture("late");
                })
                .chain();
        for (int i = 0; i < 50; i++) {
            chain.ask(message("hi"));
        }
        assertThat(count).hasSize(50);
    }

    @Test
    void questionsAtATimeAreBounded() {
        Promise<MessageAnswer> later = Promise.promise();
        HookChain chain =
                hooks.stage("a", Failure.CLOSED, question -> later.future()).chain();
        for (int i = 0; i < HookClient.MAX_QUESTIONS; i++) {
            assertThat(chain.ask(message("hi")).isComplete()).isFalse();
        }
        assertUnavailable(chain.ask(message("hi")));
        assertThat(chain.asking()).isEqualTo(HookClient.MAX_QUESTIONS);
        later.complete(MessageAnswer.PASSED);
        assertThat(chain.asking()).isZero();
        assertThat(chain.ask(message("hi")).result()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void chainsThatCannotBeAreRefusedByKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HookStageConfig("svc.access.admit", null, null))
                .withMessage("messages.hooks: svc.access.admit (expected: an address that begins with hook.)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HookStageConfig("hook.a", 9, null))
                .withMessage("messages.hooks: hook.a: 9 millis (expected: 10 to 4000)");
        HookStageConfig slow = new HookStageConfig("hook.a", 3_000, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HookStageConfig.chain(List.of(slow, slow)))
                .withMessage("messages.hooks: an address twice (expected: each once)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HookStageConfig.chain(List.of(slow, new HookStageConfig("hook.b", 1_001, null))))
                .withMessage("messages.hooks: 4001 millis in all (expected: at most 4000)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HookStageConfig.chain(Collections.nCopies(9, slow)))
                .withMessage("messages.hooks: 9 stages (expected: at most 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HookStageConfig.chain(Collections.singletonList(null)))
                .withMessage("messages.hooks: null (expected: stages)");
    }
}
