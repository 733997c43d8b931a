// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.joins;

import dev.hubbub.access.config.JoinHookConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.Hooks;
import dev.hubbub.contract.hooks.Hooks.JoinAnswer;
import dev.hubbub.contract.hooks.Hooks.JoinQuestion;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the host app about users who join, if that is set: {@value #MAX_QUESTIONS} questions at a time. */
public final class JoinHook {
    static final int MAX_QUESTIONS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(JoinHook.class);
    private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_REASON = 200;

    private final JoinHookConfig config;
    private final Function<JoinQuestion, Future<JoinAnswer>> host;
    private final LongSupplier nanoClock;
    private int asking;
    private long unanswered;
    private @Nullable Long toldAt;

    /**
     * What the host app said of a user whom it does not refuse.
     *
     * @param allows whether the user joins like one who is invited; else the policy of the room decides
     * @param role of a user whom it allows; absent (null): a member
     */
    public record Decision(boolean allows, @Nullable Role role) {
        static final Decision BY_POLICY = new Decision(false, null);
    }

    /** @param host asks the host app; fails in the time that is set */
    public JoinHook(JoinHookConfig config, Function<JoinQuestion, Future<JoinAnswer>> host, LongSupplier nanoClock) {
        this.config = config;
        this.host = host;
        this.nanoClock = nanoClock;
    }

    /** How many questions have no answer yet. Any thread may call it. */
    public int asking() {
        return asking;
    }

    /** Whether the host app is asked. */
    public boolean isOn() {
        return config.on();
    }

    /** Fails with FORBIDDEN if the host app refuses the user, with UNAVAILABLE if there is no answer and one is needed. */
    public Future<Decision> ask(Caller caller, RoomId room) {
        if (!config.on()) {
            return Future.succeededFuture(Decision.BY_POLICY);
        }
        if (asking >= MAX_QUESTIONS) {
            return withoutAnswer("more than " + MAX_QUESTIONS + " questions at a time");
        }
        asking++;
        Profile profile = caller.profile().equals(Profile.EMPTY) ? null : caller.profile();
        return host.apply(new JoinQuestion(room, caller.user(), profile))
                .onComplete(either -> asking--)
                .transform(answered -> answered.succeeded()
                        ? decide(answered.result())
                        : withoutAnswer(String.valueOf(answered.cause().getMessage())));
    }

    private static Future<Decision> decide(JoinAnswer answer) {
        return switch (answer.action()) {
            case ALLOW -> Future.succeededFuture(new Decision(true, answer.role()));
            case REFUSE -> Future.failedFuture(refusal(answer.reason()));
            case PASS -> Future.succeededFuture(Decision.BY_POLICY);
        };
    }

    /** A reason that may not be shown to users is left out. */
    private static HubException refusal(@Nullable String reason) {
        if (reason == null) {
            return Permission.HIDDEN.refusal();
        }
        try {
            Check.line("reason", reason, MAX_REASON);
            return new HubException(ErrorCode.FORBIDDEN, reason);
        } catch (IllegalArgumentException e) {
            LOG.debug("{}: {}", Hooks.JOIN.address(), e.getMessage());
            return Permission.HIDDEN.refusal();
        }
    }

    private Future<Decision> withoutAnswer(String why) {
        unanswered++;
        long now = nanoClock.getAsLong();
        if (toldAt == null || now - toldAt >= TELL_NANOS) {
            LOG.warn(
                    "{}: no answer of the host app about {} joins, rooms.joinHookFailure is {}; the last one: {}",
                    Hooks.JOIN.address(),
                    unanswered,
                    config.failure(),
                    why);
            toldAt = now;
            unanswered = 0;
        }
        return config.failure() == Failure.OPEN
                ? Future.succeededFuture(Decision.BY_POLICY)
                : Future.failedFuture(new HubException(
                        ErrorCode.UNAVAILABLE, "the host app does not say whether you may join, try again"));
    }
}
