// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;

/** The log behind the cache of memberships: a cached membership saves a lookup, and the log refuses what relies on an old one. */
public final class CachedRoomLog {
    private final MessageLogClient log;
    private final RoomLookup lookup;
    private final MembershipCache cache;

    public CachedRoomLog(MessageLogClient log, MembershipCache cache) {
        this.log = log;
        this.lookup = new RoomLookup(log);
        this.cache = cache;
    }

    /**
     * What the caller is in the room. Fails if the judge does not allow it; no caller is refused by what is cached.
     *
     * @param judge asked of what is cached, and where that does not allow it of what is stored
     */
    public Future<CachedMembership> require(
            Caller caller, RoomId room, BiFunction<RoomDetails, Actor, Permission> judge) {
        return (caller.may(Grant.SERVER) ? cache.room(room) : cache.member(room, caller.user()))
                .filter(known -> judge.apply(known.details(), RoomLookup.actor(known.member(), caller))
                        .isAllowed())
                .map(Future::succeededFuture)
                .orElseGet(() -> requireFromLog(caller, room, judge));
    }

    private Future<CachedMembership> requireFromLog(
            Caller caller, RoomId room, BiFunction<RoomDetails, Actor, Permission> judge) {
        return lookup.lookUp(caller, room, List.of(caller.user()))
                .onSuccess(cache::put)
                .map(found -> {
                    judge.apply(found.details(), RoomLookup.actor(found, caller))
                            .require();
                    Member member = RoomLookup.findMember(found, caller.user()).orElse(null);
                    return new CachedMembership(found.details(), member, found.membership());
                });
    }

    /**
     * Stores an entry of the caller. Changes of other members do not matter. The host app's server is a member of no room.
     *
     * @param membership as of which the caller was allowed
     * @return fails with STALE if the caller's membership, or the room, has changed since
     */
    public Future<MessageLog.Appended> append(Caller caller, Entry entry, long membership) {
        List<UserId> reliesOn = caller.may(Grant.SERVER) ? List.of() : List.of(caller.user());
        return log.append(new MessageLog.Append(entry, membership, reliesOn, null))
                .onFailure(cause -> {
                    if (HubException.is(cause, ErrorCode.STALE)) {
                        cache.invalidate(entry.room(), membership);
                    }
                });
    }
}
