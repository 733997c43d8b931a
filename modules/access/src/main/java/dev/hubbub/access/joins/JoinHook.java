// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.joins;

import dev.hubbub.access.config.JoinHookConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.access.hooks.HookClient;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.Hooks;
import dev.hubbub.contract.hooks.Hooks.JoinAnswer;
import dev.hubbub.contract.hooks.Hooks.JoinQuestion;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the host app about users who join, if that is set: {@value #MAX_QUESTIONS} questions at a time. */
public final class JoinHook {
    static final int MAX_QUESTIONS = HookClient.MAX_QUESTIONS;

    private final JoinHookConfig config;
    private final HookClient<JoinQuestion, JoinAnswer> host;

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
        String name = Hooks.JOIN.address() + ", where rooms.joinHookFailure is " + config.failure();
        this.config = config;
        this.host = new HookClient<>(name, host, nanoClock);
    }

    /** How many questions have no answer yet. Any thread may call it. */
    public int asking() {
        return host.asking();
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
        Profile profile = caller.profile().equals(Profile.EMPTY) ? null : caller.profile();
        return host.ask(new JoinQuestion(room, caller.user(), profile), answer -> answer)
                .transform(answered -> answered.succeeded() ? decide(answered.result()) : withoutAnswer());
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
        String shown = HookClient.shown(reason);
        return shown == null ? Permission.HIDDEN.refusal() : new HubException(ErrorCode.FORBIDDEN, shown);
    }

    private Future<Decision> withoutAnswer() {
        return config.failure() == Failure.OPEN
                ? Future.succeededFuture(Decision.BY_POLICY)
                : Future.failedFuture(new HubException(
                        ErrorCode.UNAVAILABLE, "the host app does not say whether you may join, try again"));
    }
}
