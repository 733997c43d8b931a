// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import dev.hubbub.access.config.HookStageConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stages that answer what a test says, and a clock that stands still. */
final class HookFixtures {
    static final RoomId LOBBY = new RoomId("lobby");

    final AtomicLong nanos = new AtomicLong();
    final List<String> asked = new ArrayList<>();
    private final List<HookStageConfig> stages = new ArrayList<>();
    private final Map<String, Function<MessageQuestion, Future<MessageAnswer>>> answers = new HashMap<>();

    static MessageQuestion message(@Nullable String text) {
        return new MessageQuestion(
                LOBBY, new UserId("ann"), "text", null, text, null, Role.MEMBER, null, RoomKind.GROUP, null, null);
    }

    HookFixtures stage(String name, Failure failure, Function<MessageQuestion, Future<MessageAnswer>> answer) {
        String address = "hook." + name;
        stages.add(new HookStageConfig(address, null, failure));
        answers.put(address, answer);
        return this;
    }

    HookFixtures answering(String name, MessageAnswer answer) {
        return stage(name, Failure.CLOSED, question -> Future.succeededFuture(answer));
    }

    HookFixtures failing(String name, Failure failure) {
        return stage(name, failure, question -> Future.failedFuture("no answer in time"));
    }

    /** Stores as this says, and fails with the reason of what is held. */
    static <T> MessageReviews.Next<T> storing(Function<@Nullable String, Future<T>> store) {
        return new MessageReviews.Next<>() {
            @Override
            public Future<T> store(@Nullable String text) {
                return store.apply(text);
            }

            @Override
            public Future<T> hold(HookChain.Outcome outcome) {
                return Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, String.valueOf(outcome.reason())));
            }
        };
    }

    HookChain chain() {
        return new HookChain(stages, 100, this::ask, nanos::get);
    }

    private Future<MessageAnswer> ask(HookStageConfig stage, MessageQuestion question) {
        asked.add(stage.address() + " " + question.text());
        return answers.get(stage.address()).apply(question);
    }

    void advance(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
