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
import java.util.List;
import java.util.Optional;

/** From the wish to listen to the answer: asks {@code access} who may, again where the answer is out of date. */
final class Opening {
    private static final int MAX_QUESTIONS = 5;

    /** Before asking again about a room of which the client has more than the answer told. */
    private static final long PAUSE_MILLIS = 300;

    private final Vertx vertx;
    private final Bus bus;

    Opening(Vertx vertx, Bus bus) {
        this.vertx = vertx;
        this.bus = bus;
    }

    /** Completes when the subscriber was told, or does not want to know any more; never fails. */
    Future<Outcome> open(RoomFeed feed, Registration registration) {
        return ask(feed, registration, MAX_QUESTIONS)
                .recover(cause -> Future.succeededFuture(refuse(feed, registration, (HubException) cause)));
    }

    private Future<Outcome> ask(RoomFeed feed, Registration registration, int questionsLeft) {
        if (questionsLeft == 0) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "members change too fast"));
        }
        return feed.questions()
                .pass(() -> isWanted(feed, registration) ? mayFollow(registration) : withdrawn())
                .compose(admitted -> admit(feed, registration, admitted.seq(), questionsLeft));
    }

    private Future<Access.SubscriptionAllowed> mayFollow(Registration registration) {
        return bus.call(
                Access.SUBSCRIBE, registration.subscriber().caller(), new Access.Subscribe(registration.room()));
    }

    private Future<Outcome> admit(RoomFeed feed, Registration registration, long head, int questionsLeft) {
        if (!isWanted(feed, registration)) {
            return withdrawn();
        }
        if (!feed.reaches(registration, head)) {
            return doubt(feed, registration, head, questionsLeft);
        }
        return answer(feed, registration, head, questionsLeft);
    }

    private Future<Outcome> answer(RoomFeed feed, Registration registration, long head, int questionsLeft) {
        Optional<Outcome> outcome = feed.admit(registration, head);
        return outcome.isPresent() ? Future.succeededFuture(outcome.get()) : ask(feed, registration, questionsLeft - 1);
    }

    /** The client has more than we know of: from another node that is ahead of us, or from another log. */
    private Future<Outcome> doubt(RoomFeed feed, Registration registration, long head, int questionsLeft) {
        MessageLog.Known before = new MessageLog.Known(registration.room(), registration.since() - 1);
        return bus.call(MessageLog.COMPARE, new MessageLog.Compare(List.of(before)))
                .compose(behind -> {
                    if (!isWanted(feed, registration)) {
                        return withdrawn();
                    }
                    return behind.rooms().isEmpty()
                            ? answer(feed, registration, head, questionsLeft)
                            : vertx.timer(PAUSE_MILLIS).compose(later -> ask(feed, registration, questionsLeft - 1));
                });
    }

    private static boolean isWanted(RoomFeed feed, Registration registration) {
        return !registration.subscriber().isClosed() && feed.expects(registration);
    }

    private static Outcome refuse(RoomFeed feed, Registration registration, HubException cause) {
        if (feed.expects(registration)) {
            feed.fail(registration.subscriber(), cause);
        }
        return new Outcome(registration.room(), "refused", null, null, cause.number(), cause.getMessage());
    }

    private static <T> Future<T> withdrawn() {
        return Future.failedFuture(new HubException(ErrorCode.CONFLICT, "unregistered meanwhile"));
    }
}
