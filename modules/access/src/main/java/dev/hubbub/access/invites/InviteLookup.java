// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.invites;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.invites.Invites;
import dev.hubbub.contract.invites.Invites.Accept;
import dev.hubbub.contract.invites.Invites.Accepted;
import dev.hubbub.contract.invites.Invites.Redeem;
import dev.hubbub.contract.invites.Invites.Revoke;
import dev.hubbub.contract.invites.Invites.Revoked;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.limits.Limits.TakeTokens;
import dev.hubbub.contract.limits.Limits.TokensTaken;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the requests that name a code and no room, on every node. A user tries {@value #TRIES_PER_MINUTE} codes a minute, so
 * that codes which a host app makes in its own form cannot be guessed.
 */
public final class InviteLookup {
    static final int TRIES_PER_MINUTE = 20;

    private static final Logger LOG = LoggerFactory.getLogger(InviteLookup.class);

    private final RoomPolicies policies;
    private final RoomLookup lookup;
    private final Bus bus;
    private final InviteStore store;

    public InviteLookup(RoomPolicies policies, RoomLookup lookup, Bus bus) {
        this.policies = policies;
        this.lookup = lookup;
        this.bus = bus;
        this.store = new InviteStore(new RoomRecordClient.OverBus(bus));
    }

    /** A code that is not known, has expired, was used up or revoked: all fail alike. */
    static HubException noInvite() {
        return new HubException(ErrorCode.FORBIDDEN, "no such invite, or it is void");
    }

    public Future<Accepted> accept(Caller caller, Accept body) {
        if (caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "the host app's server is a member of no room");
        }
        return countTry(caller)
                .compose(counted -> roomOf(body.code()))
                .compose(room -> bus.call(Invites.REDEEM, caller, new Redeem(room, body.code())));
    }

    private Future<RoomId> roomOf(String code) {
        return store.roomOf(code).map(found -> found.orElseThrow(InviteLookup::noInvite));
    }

    private Future<Void> countTry(Caller caller) {
        TakeTokens one = new TakeTokens(caller.user(), "invites", 1, TRIES_PER_MINUTE, TRIES_PER_MINUTE);
        return bus.call(Limits.TAKE_TOKENS, one)
                .recover(cause -> {
                    LOG.debug("tries of codes are not counted for now: {}", cause.getMessage());
                    return Future.succeededFuture(new TokensTaken(1, 0));
                })
                .compose(taken -> taken.tokens() > 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(HubException.tooMany(
                                "invites: more than " + TRIES_PER_MINUTE + " codes in a minute",
                                Duration.ofMillis(taken.retryAfterMillis()))));
    }

    public Future<Revoked> revoke(Caller caller, Revoke body) {
        return roomOf(body.code())
                .compose(room -> lookup.lookUp(caller, room, List.of(caller.user()))
                        .recover(cause -> HubException.is(cause, ErrorCode.FORBIDDEN)
                                ? Future.failedFuture(noInvite())
                                : Future.failedFuture(cause)))
                .compose(room -> {
                    boolean isAllowed = policies.of(room.kind())
                            .may(Right.INVITE, RoomLookup.actor(room, caller), room.details())
                            .isAllowed();
                    return isAllowed ? store.remove(room.room(), body.code()) : Future.failedFuture(noInvite());
                })
                .map(new Revoked(body.code()));
    }
}
