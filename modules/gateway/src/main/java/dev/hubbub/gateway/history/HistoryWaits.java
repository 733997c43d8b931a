// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.history;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.History;
import dev.hubbub.contract.session.Feeds.ResetReason;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.fanout.RoomFeeds;
import dev.hubbub.gateway.request.BoundRequest;
import dev.hubbub.gateway.request.GatewayHandler;
import dev.hubbub.gateway.request.Requester;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Answers {@code api.messages.history}: at once where there is something, or else, with {@code wait}, once there is. Until
 * then the request follows the room as a socket does, by the same rules: the store is asked once, and again only for
 * what the feed lacks.
 */
public final class HistoryWaits implements GatewayHandler {
    private static final int MAX_WAITS = 10_000;
    private static final int MAX_WAITS_OF_A_USER = 16;

    private final Vertx vertx;
    private final RoomFeeds rooms;
    private final GatewayHandler access;
    private final int maxWaits;
    private final Map<UserId, Set<HistoryWait>> waits = new HashMap<>();
    private int size;
    private boolean closed;

    /**
     * Must be used on the event loop of the feeds.
     *
     * @param access answers a request for history at once
     */
    public HistoryWaits(Vertx vertx, RoomFeeds rooms, GatewayHandler access) {
        this(vertx, rooms, access, MAX_WAITS);
    }

    HistoryWaits(Vertx vertx, RoomFeeds rooms, GatewayHandler access, int maxWaits) {
        this.vertx = vertx;
        this.rooms = rooms;
        this.access = access;
        this.maxWaits = maxWaits;
    }

    @Override
    public Future<Object> answer(Requester from, BoundRequest request) {
        return access.answer(from, request)
                .compose(page -> !closed
                                && isEmpty(page)
                                && request.body().get() instanceof History asked
                                && asked.waitSeconds() > 0
                        ? begin(new HistoryWait(from, asked, next -> vertx.runOnContext(then -> next.run())), request)
                        : Future.succeededFuture(page));
    }

    private static boolean isEmpty(Object page) {
        if (page instanceof JsonObject json) {
            return json.getValue("messages") instanceof JsonArray messages && messages.isEmpty();
        }
        return page instanceof Messages.Page record && record.messages().isEmpty();
    }

    private Future<Object> begin(HistoryWait wait, BoundRequest request) {
        Set<HistoryWait> others = waits.getOrDefault(wait.follower().user(), Set.of());
        if (size >= maxWaits) {
            return Future.failedFuture(
                    new HubException(ErrorCode.UNAVAILABLE, "too many requests wait here, try again"));
        }
        if (others.size() >= MAX_WAITS_OF_A_USER && !wait.follower().may(Grant.SERVER)) {
            return Future.failedFuture(new HubException(
                    ErrorCode.TOO_MANY, "wait: " + MAX_WAITS_OF_A_USER + " requests of yours wait already"));
        }
        add(wait);
        long timer = vertx.setTimer(wait.asked().waitSeconds() * 1_000L, over -> wait.end());
        rooms.subscribe(wait.asked().room(), wait, wait.after()).onSuccess(told -> {
            if (lacksEntries(told) && !wait.isClosed()) {
                wait.endWith(access.answer(wait.from(), request));
            }
        });
        return wait.reply().onComplete(answered -> {
            vertx.cancelTimer(timer);
            remove(wait);
            rooms.unsubscribe(wait.asked().room(), wait);
        });
    }

    /** Since the store was asked so much was added that the feed does not send it again. */
    private static boolean lacksEntries(Session.Outcome told) {
        return told.reason() == ResetReason.TOO_FAR;
    }

    private void add(HistoryWait wait) {
        waits.computeIfAbsent(wait.follower().user(), first -> new HashSet<>()).add(wait);
        size++;
    }

    private void remove(HistoryWait wait) {
        waits.computeIfPresent(wait.follower().user(), (user, all) -> {
            if (all.remove(wait)) {
                size--;
            }
            return all.isEmpty() ? null : all;
        });
    }

    /** How many requests wait. */
    public int size() {
        return size;
    }

    /** Ends the requests of clients that are gone; to be called once in a while. */
    public void sweep() {
        endIf(HistoryWait::isAbandoned);
    }

    /** The tokens of a user are void, perhaps: the client asks again, and its token is looked at again. */
    public void end(UserId user) {
        List.copyOf(waits.getOrDefault(user, Set.of())).forEach(HistoryWait::end);
    }

    /** Answers all, and from now on at once. */
    public void close() {
        closed = true;
        endIf(wait -> true);
    }

    private void endIf(Predicate<HistoryWait> condition) {
        waits.values().stream().flatMap(Set::stream).filter(condition).toList().forEach(HistoryWait::end);
    }
}
