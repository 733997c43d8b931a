// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import dev.hubbub.access.hooks.HookChain.Outcome;
import dev.hubbub.access.lookup.CachedMembership;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the stages about what callers want to store, beside the queues of the rooms, so that no other request waits for the
 * stages. Messages of one sender in one room are asked about at the same time, and go on in the order in which they came.
 */
public final class MessageReviews {
    /** Messages of one sender in one room that wait for the stages. */
    static final int MAX_OF_SENDER = 50;

    /** Messages of one room that wait, so that one for which the stages are slow leaves them to the others. */
    static final int MAX_OF_ROOM = 200;

    /** Messages that wait: no more than are asked about at a time. */
    static final int MAX_OVERALL = HookClient.MAX_QUESTIONS;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** What happens to a message that the stages do not refuse. */
    public interface Next<T> {
        /** Stores it with this text, the one of the stages; absent (null) where it has none. */
        Future<T> store(@Nullable String text);

        /** Keeps it until a moderator decides. */
        Future<T> hold(Outcome outcome);
    }

    private final HookChain chain;
    private final AnswerCache answers = new AnswerCache();
    private final Map<RoomId, RoomTurns> rooms = new HashMap<>();
    private int waiting;

    public MessageReviews(HookChain chain) {
        this.chain = chain;
    }

    /** How many messages wait for the stages. Any thread may call it. */
    public int waiting() {
        return waiting;
    }

    /** About how many answers are remembered. */
    public long remembered() {
        return answers.size();
    }

    /** Whether the stages are asked about what this caller stores: not about the messages of the host app's server. */
    public boolean concern(Caller caller) {
        return chain.isOn() && !caller.may(Grant.SERVER);
    }

    /**
     * Asks the stages about a message of a caller whom they concern.
     *
     * @param allowed what the caller is in the room; fails if it may not store this
     * @param next called in the order of the reviews of one sender in one room
     * @return fails with FORBIDDEN if a stage refuses the message, with UNAVAILABLE if one that fails closed gives no answer
     */
    public <T> Future<T> review(
            Caller caller, MessageDraft draft, Supplier<Future<CachedMembership>> allowed, Next<T> next) {
        if (isFull(draft.room(), caller.user())) {
            return Future.failedFuture(HubException.tooMany("too many messages wait for their review", RETRY_AFTER));
        }
        waiting++;
        RoomTurns turns = rooms.computeIfAbsent(draft.room(), room -> new RoomTurns());
        Promise<Void> turn = Promise.promise();
        Future<?> before = turns.enter(caller.user(), turn.future());
        Future<Outcome> asked = Future.succeededFuture()
                .compose(now -> allowed.get())
                .compose(sender -> answers.get(caller.user(), draft, () -> chain.ask(draft.question(caller, sender))));
        return before.transform(done -> asked).transform(outcome -> {
            Future<T> stored = goOn(draft, outcome, next);
            waiting--;
            if (turns.leave(caller.user())) {
                rooms.remove(draft.room());
            }
            turn.complete();
            return stored;
        });
    }

    private boolean isFull(RoomId room, UserId sender) {
        RoomTurns turns = rooms.get(room);
        return waiting >= MAX_OVERALL || (turns != null && turns.isFull(sender));
    }

    private static <T> Future<T> goOn(MessageDraft draft, AsyncResult<Outcome> asked, Next<T> next) {
        if (asked.failed()) {
            return Future.failedFuture(asked.cause());
        }
        Outcome outcome = asked.result();
        if (outcome.goesOn()) {
            return Future.succeededFuture(outcome.textOf(draft.text())).compose(next::store);
        }
        return outcome.action() == MessageAction.HOLD
                ? Future.succeededFuture(outcome).compose(next::hold)
                : Future.failedFuture(refusal(outcome));
    }

    private static HubException refusal(Outcome outcome) {
        String reason = outcome.reason() == null ? "the message is refused" : outcome.reason();
        return new HubException(ErrorCode.FORBIDDEN, reason);
    }
}
