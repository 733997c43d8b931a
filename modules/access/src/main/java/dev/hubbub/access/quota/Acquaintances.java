// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.quota;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which users share no room with a caller. Rooms in which the caller may add members do not count: it could make anyone an
 * acquaintance by putting them there.
 */
final class Acquaintances {
    private static final int MOST_ROOMS = 1_000;
    private static final int USERS_AT_A_TIME = 32;

    /** Of two users who share more rooms than that, the rest is not looked at. */
    private static final int SHARED_ROOMS = 16;

    private final MessageLogClient log;
    private final RoomPolicies policies;

    Acquaintances(MessageLogClient log, RoomPolicies policies) {
        this.log = log;
        this.policies = policies;
    }

    /** Those of the users who are strangers to the caller. */
    Future<List<UserId>> strangers(Caller caller, List<UserId> users) {
        return roomsOf(caller.user())
                .compose(own ->
                        own.isEmpty() ? Future.succeededFuture(users) : new Search(caller, own).strangers(users));
    }

    private Future<Set<RoomId>> roomsOf(UserId user) {
        return log.roomsOf(MessageLog.RoomsOf.joined(user, MOST_ROOMS)).map(found -> new HashSet<>(found.rooms()));
    }

    /** For one request: each room of the caller is looked up once at most. */
    private final class Search {
        private final Caller caller;
        private final Set<RoomId> own;
        private final Map<RoomId, Future<Boolean>> counting = new HashMap<>();

        Search(Caller caller, Set<RoomId> own) {
            this.caller = caller;
            this.own = own;
        }

        Future<List<UserId>> strangers(List<UserId> users) {
            return FutureBatches.run(users, USERS_AT_A_TIME, this::stranger)
                    .map(found -> found.stream().flatMap(Optional::stream).toList());
        }

        private Future<Optional<UserId>> stranger(UserId user) {
            return roomsOf(user)
                    .compose(rooms -> anyCounts(rooms.stream()
                            .filter(own::contains)
                            .limit(SHARED_ROOMS)
                            .iterator()))
                    .map(known -> known ? Optional.empty() : Optional.of(user));
        }

        private Future<Boolean> anyCounts(Iterator<RoomId> shared) {
            return shared.hasNext()
                    ? counts(shared.next()).compose(yes -> yes ? Future.succeededFuture(true) : anyCounts(shared))
                    : Future.succeededFuture(false);
        }

        private Future<Boolean> counts(RoomId room) {
            return counting.computeIfAbsent(
                    room, first -> log.describe(new MessageLog.Describe(room, List.of(caller.user())))
                            .map(this::counts)
                            .recover(cause -> HubException.is(cause, ErrorCode.NOT_FOUND)
                                    ? Future.succeededFuture(false)
                                    : Future.failedFuture(cause)));
        }

        private boolean counts(MessageLog.Room room) {
            return RoomLookup.findMember(room, caller.user()).isPresent()
                    && !policies.of(room.kind())
                            .may(Right.ADD, RoomLookup.actor(room, caller), room.details())
                            .isAllowed();
        }
    }
}
