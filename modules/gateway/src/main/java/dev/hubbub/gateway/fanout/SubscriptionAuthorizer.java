// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.session.Session.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks {@code access} whether a user may follow a room, again where the answer is out of date. */
final class SubscriptionAuthorizer {
    private static final int MAX_QUESTIONS = 5;

    /** Before asking again about a room of which the client has more than the answer told. */
    private static final long PAUSE_MILLIS = 300;

    private final Vertx vertx;
    private final Bus bus;

    SubscriptionAuthorizer(Vertx vertx, Bus bus) {
        this.vertx = vertx;
        this.bus = bus;
    }

    /** Completes when the subscriber was told, or has unsubscribed; never fails. */
    Future<Outcome> authorize(RoomFeed feed, PendingSubscription pending) {
        return ask(feed, pending, MAX_QUESTIONS)
                .recover(cause -> Future.succeededFuture(refuse(feed, pending, (HubException) cause)));
    }

    private Future<Outcome> ask(RoomFeed feed, PendingSubscription pending, int questionsLeft) {
        if (questionsLeft == 0) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "members change too fast"));
        }
        return feed.access()
                .questions()
                .acquire(() -> isWanted(feed, pending) ? mayFollow(pending) : withdrawn())
                .compose(admitted -> {
                    feed.access().answered(admitted);
                    return admit(feed, pending, admitted.seq(), questionsLeft);
                });
    }

    private Future<Access.SubscriptionAllowed> mayFollow(PendingSubscription pending) {
        pending.markAsked();
        return bus.call(Access.SUBSCRIBE, pending.subscriber().follower(), new Access.Subscribe(pending.room()));
    }

    private Future<Outcome> admit(RoomFeed feed, PendingSubscription pending, long head, int questionsLeft) {
        if (!isWanted(feed, pending)) {
            return withdrawn();
        }
        Long since = pending.since();
        if (since != null && since > Math.max(head, feed.order().position())) {
            return doubt(feed, pending, since, head, questionsLeft);
        }
        return answer(feed, pending, head, questionsLeft);
    }

    private Future<Outcome> answer(RoomFeed feed, PendingSubscription pending, long head, int questionsLeft) {
        Optional<Outcome> outcome = feed.admit(pending, head);
        return outcome.isPresent() ? Future.succeededFuture(outcome.get()) : ask(feed, pending, questionsLeft - 1);
    }

    /** The client has more than we know of: from another node that is ahead of us, or from another log. */
    private Future<Outcome> doubt(
            RoomFeed feed, PendingSubscription pending, long since, long head, int questionsLeft) {
        MessageLog.Known before = new MessageLog.Known(pending.room(), since - 1);
        return bus.call(MessageLog.COMPARE, new MessageLog.Compare(List.of(before)))
                .compose(behind -> {
                    if (!isWanted(feed, pending)) {
                        return withdrawn();
                    }
                    return behind.rooms().isEmpty()
                            ? answer(feed, pending, head, questionsLeft)
                            : vertx.timer(PAUSE_MILLIS).compose(later -> ask(feed, pending, questionsLeft - 1));
                });
    }

    /**
     * Asks again about all who follow a room, and ends the feeds of those who may not any more. Completes when all are answered;
     * never fails.
     */
    Future<?> authorizeAgain(RoomFeed feed) {
        List<Future<?>> asked = new ArrayList<>();
        feed.followers()
                .forEach(follower -> asked.add(feed.access()
                        .questions()
                        .acquire(() ->
                                bus.call(Access.SUBSCRIBE, follower.follower(), new Access.Subscribe(feed.room())))
                        .onFailure(cause -> feed.fail(follower, (HubException) cause))));
        return Future.join(asked).transform(all -> Future.succeededFuture());
    }

    private static boolean isWanted(RoomFeed feed, PendingSubscription pending) {
        return !pending.subscriber().isClosed() && feed.expects(pending);
    }

    private static Outcome refuse(RoomFeed feed, PendingSubscription pending, HubException cause) {
        if (feed.expects(pending)) {
            feed.fail(pending.subscriber(), cause);
        }
        return new Outcome(pending.room(), "refused", null, null, cause.number(), cause.getMessage());
    }

    private static <T> Future<T> withdrawn() {
        return Future.failedFuture(new HubException(ErrorCode.CONFLICT, "unregistered meanwhile"));
    }
}
