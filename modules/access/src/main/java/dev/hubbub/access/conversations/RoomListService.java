// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.lists.RoomLists.Mine;
import dev.hubbub.contract.lists.RoomLists.RoomList;
import dev.hubbub.contract.lists.RoomLists.Rows;
import dev.hubbub.contract.lists.RoomLists.RowsOf;
import dev.hubbub.contract.reads.Conversations.Head;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Lists the rooms of the caller in pages, the one with the newest entry first. The newest entries of all rooms give the order;
 * what a row shows is read for the rooms of the page only. A user has one list in progress; requests for others wait, and the
 * same ones share one. It starts after those before it, so it shows all changes made before the request.
 */
public final class RoomListService {
    /** The same limit as for requests in room queues: after a restart all users ask at once, and ask again. */
    private static final int MAX_LISTS = RoomQueues.MAX_OVERALL;

    /** The gateway fails the request after {@link Bus#TIMEOUT}, so a later list is wasted. */
    private static final long TIMEOUT_MILLIS = Bus.TIMEOUT.minusSeconds(1).toMillis();

    private final OwnRooms rooms;
    private final ConversationRows rows;
    private final DirectPresence presence;
    private final InstantSource clock;
    private final int maxLists;
    private final Map<UserId, Future<RoomList>> newestOfUser = new HashMap<>();
    private final Map<Request, Future<RoomList>> waiting = new HashMap<>();

    private record Request(UserId user, Mine page) {}

    /** @param policies say who may read which room */
    public RoomListService(ConversationClient store, RoomPolicies policies, InstantSource clock) {
        this(store, policies, clock, MAX_LISTS);
    }

    /** @param maxLists how many users may have a list in progress, and how many lists may wait */
    RoomListService(ConversationClient store, RoomPolicies policies, InstantSource clock, int maxLists) {
        this.rooms = new OwnRooms(store);
        this.rows = new ConversationRows(store, policies);
        this.presence = new DirectPresence(store);
        this.clock = clock;
        this.maxLists = maxLists;
    }

    /** How many users have a list in progress. */
    public int running() {
        return newestOfUser.size();
    }

    /** How many lists wait for another list of the same user. */
    public int waiting() {
        return waiting.size();
    }

    /** How many lookups of presence for rows are in flight or wait. */
    public int presenceLookups() {
        return presence.lookups();
    }

    public Future<RoomList> mine(Caller caller, Mine body) {
        Request request = new Request(caller.user(), body);
        Optional<PageCursor> after = Optional.ofNullable(body.after()).map(PageCursor::decode);
        Future<RoomList> same = waiting.get(request);
        if (same != null) {
            return same;
        }
        Future<RoomList> newest = newestOfUser.get(caller.user());
        if (newest == null || newest.isComplete()) {
            return newestOfUser.size() < maxLists ? keep(request, list(request, after)) : tooMany();
        }
        return waiting.size() < maxLists ? keep(request, listAfter(newest, request, after)) : tooMany();
    }

    /** Some rooms of a user, for the gateways that tell it what has changed. */
    public Future<Rows> rows(RowsOf request) {
        return rows.decided(request.user(), request.rooms(), request.changed())
                .compose(found -> presence.added(found.rooms()).map(seen -> new Rows(seen, found.pending())));
    }

    private Future<RoomList> keep(Request request, Future<RoomList> list) {
        newestOfUser.put(request.user(), list);
        return list.onComplete(ended -> newestOfUser.remove(request.user(), list));
    }

    private Future<RoomList> listAfter(Future<RoomList> other, Request request, Optional<PageCursor> after) {
        Future<RoomList> list = other.transform(ended -> {
            waiting.remove(request);
            return list(request, after);
        });
        waiting.put(request, list);
        return list;
    }

    private Future<RoomList> list(Request request, Optional<PageCursor> after) {
        return page(request, after)
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(
                        cause instanceof HubException
                                ? cause
                                : new HubException(ErrorCode.UNAVAILABLE, "the list took too long, try again")));
    }

    private static <T> Future<T> tooMany() {
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too many lists at a time, try again"));
    }

    private Future<RoomList> page(Request request, Optional<PageCursor> after) {
        int limit = request.page().limit();
        Instant now = clock.instant();
        return rooms.heads(request.user())
                .map(heads -> after.map(cursor -> cursor.next(heads, limit, now))
                        .orElseGet(() -> PageCursor.first(heads, limit, now)))
                .compose(page -> rows.listed(
                                request.user(),
                                page.rooms().stream().map(Head::room).toList())
                        .compose(presence::added)
                        .map(infos -> new RoomList(
                                infos, page.next().map(PageCursor::encoded).orElse(null))));
    }
}
