// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.signals;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.lookup.CachedMembership;
import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether callers may signal in a room. No log refuses a signal that relies on an outdated membership, so a cached one
 * counts only as long as the room was looked up a moment ago: that lookup drops what another node has changed.
 */
public final class SignalAccess {
    /** How long a member who was removed by another node may go on: with the time of a lookup less than a second. */
    static final Duration FRESH = Duration.ofMillis(900);

    private static final int MAX_ROOMS = 20_000;

    private final RoomLookup lookup;
    private final MembershipCache cache;
    private final RoomPolicies policies;
    private final DirectContacts contacts;
    private final Cache<RoomId, Boolean> fresh;

    /** @param contacts who may write to whom in direct rooms */
    public SignalAccess(
            RoomLookup lookup,
            MembershipCache cache,
            RoomPolicies policies,
            DirectContacts contacts,
            LongSupplier nanoClock) {
        this.lookup = lookup;
        this.cache = cache;
        this.policies = policies;
        this.contacts = contacts;
        this.fresh = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(nanoClock::getAsLong)
                .expireAfterWrite(FRESH)
                .maximumSize(MAX_ROOMS)
                .build();
    }

    /** About how many rooms were looked up a moment ago. */
    public long rooms() {
        return fresh.estimatedSize();
    }

    /** Fails as a request to speak would, when the caller may not signal. */
    Future<Void> require(Caller caller, RoomId room) {
        return known(caller, room)
                .map(Future::succeededFuture)
                .orElseGet(() -> fromLog(caller, room))
                .compose(details -> contacts.requireIn(details, caller.user()));
    }

    private Optional<RoomDetails> known(Caller caller, RoomId room) {
        if (fresh.getIfPresent(room) == null) {
            return Optional.empty();
        }
        return (caller.may(Grant.SERVER) ? cache.room(room) : cache.member(room, caller.user()))
                .filter(known -> maySignal(known.details(), RoomLookup.actor(known.member(), caller))
                        .isAllowed())
                .map(CachedMembership::details);
    }

    private Permission maySignal(RoomDetails room, Actor actor) {
        return policies.of(room.kind()).may(Right.SIGNAL, actor, room);
    }

    private Future<RoomDetails> fromLog(Caller caller, RoomId room) {
        return lookup.lookUp(caller, room, List.of(caller.user())).map(found -> {
            cache.put(found);
            fresh.put(room, true);
            maySignal(found.details(), RoomLookup.actor(found, caller)).require();
            return found.details();
        });
    }
}
