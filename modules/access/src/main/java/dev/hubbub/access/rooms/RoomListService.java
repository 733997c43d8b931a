// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Rooms.Info;
import dev.hubbub.contract.rooms.Rooms.Mine;
import dev.hubbub.contract.rooms.Rooms.RoomList;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lists the rooms of the caller, with one lookup for each room. A user has one list in progress. Requests that arrive
 * meanwhile share the next list. It starts after the current one, so it shows all changes made before the request.
 */
public final class RoomListService {
    private static final int MAX_ROOMS = 200;
    private static final int ROOMS_AT_A_TIME = 32;

    /** The same limit as for requests in room queues: after a restart all users ask at once, and ask again. */
    private static final int MAX_USERS = RoomQueues.MAX_OVERALL;

    /** The gateway fails the request after {@link Bus#TIMEOUT}, so later lookups are wasted. */
    private static final long TIMEOUT_NANOS = Bus.TIMEOUT.minusSeconds(1).toNanos();

    private final MessageLogClient log;
    private final LongSupplier nanoClock;
    private final int maxUsers;
    private final Map<UserId, Future<RoomList>> running = new HashMap<>();
    private final Map<UserId, Future<RoomList>> next = new HashMap<>();

    public RoomListService(MessageLogClient log, LongSupplier nanoClock) {
        this(log, nanoClock, MAX_USERS);
    }

    /** @param maxUsers how many users may have a list in progress */
    RoomListService(MessageLogClient log, LongSupplier nanoClock, int maxUsers) {
        this.log = log;
        this.nanoClock = nanoClock;
        this.maxUsers = maxUsers;
    }

    /** How many lists are in progress. */
    public int running() {
        return running.size();
    }

    /** How many users wait for their next list. */
    public int waiting() {
        return next.size();
    }

    public Future<RoomList> mine(Caller caller, Mine body) {
        UserId user = caller.user();
        long since = nanoClock.getAsLong();
        Future<RoomList> now = running.get(user);
        if (now == null || now.isComplete()) {
            return running.size() < maxUsers ? start(user, since) : tooMany();
        }
        return next.computeIfAbsent(user, none -> startAfter(now, user, since));
    }

    private Future<RoomList> startAfter(Future<RoomList> now, UserId user, long since) {
        return now.transform(ended -> {
            next.remove(user);
            return start(user, since);
        });
    }

    private Future<RoomList> start(UserId user, long since) {
        Future<RoomList> list = list(user, since);
        running.put(user, list);
        return list.onComplete(ended -> running.remove(user, list));
    }

    private Future<RoomList> list(UserId user, long since) {
        return log.roomsOf(new MessageLog.RoomsOf(user, MAX_ROOMS))
                .compose(found -> infos(user, found.rooms(), since))
                .map(RoomList::new);
    }

    private Future<List<Info>> infos(UserId user, List<RoomId> rooms, long since) {
        List<RoomId> some = rooms.stream().limit(MAX_ROOMS).toList(); // the serving node may not know the limit
        return FutureBatches.run(some, ROOMS_AT_A_TIME, room -> isTimedOut(since) ? timedOut() : info(user, room))
                .map(infos -> infos.stream().flatMap(Optional::stream).toList());
    }

    private boolean isTimedOut(long since) {
        return nanoClock.getAsLong() - since > TIMEOUT_NANOS;
    }

    private static <T> Future<T> tooMany() {
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too many lists at a time, try again"));
    }

    private static <T> Future<T> timedOut() {
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "the list took too long, try again"));
    }

    /** Empty if the room does not know the user as a member: the room decides, not the list. */
    private Future<Optional<Info>> info(UserId user, RoomId room) {
        return log.describe(new MessageLog.Describe(room, List.of(user)))
                .map(found -> RoomLookup.find(found, user)
                        .filter(member -> !member.role().equals(Role.BANNED))
                        .map(member -> info(found, member)))
                .recover(RoomListService::skipMissing);
    }

    private static Info info(MessageLog.Room room, Member member) {
        RoomDetails details = room.details();
        return new Info(
                room.room(),
                details.name(),
                details.visibility(),
                details.kind(),
                details.status(),
                member.role(),
                room.head());
    }

    private static Future<Optional<Info>> skipMissing(Throwable cause) {
        boolean missing = cause instanceof HubException failure && failure.is(ErrorCode.NOT_FOUND);
        return missing ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(cause);
    }
}
