// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.joins;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.membership.MembershipRules;
import dev.hubbub.access.membership.MembershipService;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms.Join;
import dev.hubbub.contract.rooms.Rooms.Joined;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Serves joins. The host app, if it is asked, is asked before the join enters the queue of the room, so that the room does
 * not wait for it, and whether the room exists or not, so that the time of an answer does not tell.
 */
public final class JoinService {
    private final JoinHook hook;
    private final MembershipRules rules;
    private final MembershipService memberships;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final InstantSource clock = InstantSource.system();

    public JoinService(
            JoinHook hook, MembershipRules rules, MembershipService memberships, RoomLookup lookup, RoomQueues queues) {
        this.hook = hook;
        this.rules = rules;
        this.memberships = memberships;
        this.lookup = lookup;
        this.queues = queues;
    }

    public Future<Joined> join(Caller caller, Join body) {
        if (!hook.isOn() || caller.may(Grant.SERVER)) {
            return memberships.join(caller, body);
        }
        return isMember(caller, body.room())
                .compose(isMember -> isMember ? memberships.join(caller, body) : ask(caller, body));
    }

    private Future<Boolean> isMember(Caller caller, RoomId room) {
        return queues.read(room, () -> lookup.lookUp(caller, room, List.of(caller.user())))
                .map(found -> RoomLookup.findMember(found, caller.user()).isPresent())
                .recover(cause -> HubException.is(cause, ErrorCode.FORBIDDEN)
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(cause));
    }

    private Future<Joined> ask(Caller caller, Join body) {
        return hook.ask(caller, body.room())
                .compose(decision -> decision.allows()
                        ? allowed(caller, body.room(), decision.role())
                        : memberships.join(caller, body));
    }

    private Future<Joined> allowed(Caller caller, RoomId room, @Nullable Role role) {
        InviteRule rule = new InviteRule(rules, role == null ? Role.MEMBER : role, clock.instant());
        return memberships
                .change(room, caller, caller.user(), rule)
                .map(result -> new Joined(room, result.seq(), Objects.requireNonNull(result.role())));
    }
}
