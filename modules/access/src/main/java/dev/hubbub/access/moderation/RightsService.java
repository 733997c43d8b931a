// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.moderation;

import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Rights.Allowed;
import dev.hubbub.contract.rooms.Rights.Explain;
import dev.hubbub.contract.rooms.Rights.Explanation;
import dev.hubbub.contract.rooms.Rights.May;
import dev.hubbub.contract.rooms.Rights.Reason;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Says what may be done in a room: to the caller of itself, to the host app's server of each user, with the reasons. */
public final class RightsService {
    /** What a user cannot do in the direct room with a user who is out of reach. */
    private static final Set<Right> WRITES = EnumSet.of(Right.SEND, Right.SIGNAL, Right.REACT, Right.PIN);

    private final RoomPolicies policies;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final DirectContacts contacts;

    /** @param contacts who may write to whom in direct rooms */
    public RightsService(RoomPolicies policies, RoomLookup lookup, RoomQueues queues, DirectContacts contacts) {
        this.policies = policies;
        this.lookup = lookup;
        this.queues = queues;
        this.contacts = contacts;
    }

    /** A room in which the caller may do nothing is refused like one that does not exist. */
    public Future<Allowed> may(Caller caller, May body) {
        return queues.read(body.room(), () -> lookup.lookUp(caller, body.room(), List.of(caller.user())))
                .compose(room -> {
                    Actor actor = RoomLookup.actor(room, caller);
                    return contacts.isOpenIn(room.details(), caller.user()).map(open -> allowed(actor, room, open));
                });
    }

    private Allowed allowed(Actor actor, MessageLog.Room room, boolean mayWrite) {
        boolean isOutside = !actor.server() && !actor.isMember();
        List<Right> rights = Stream.of(Right.values())
                .filter(right -> right != Right.JOIN || isOutside)
                .filter(right -> mayWrite || !WRITES.contains(right))
                .filter(right -> may(right, actor, room).isAllowed())
                .toList();
        if (rights.isEmpty()) {
            may(Right.READ, actor, room).require();
        }
        return new Allowed(room.room(), actor.role(), actor.until(), rights);
    }

    public Future<Explanation> explain(Caller caller, Explain body) {
        if (!caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server asks about others");
        }
        return queues.read(body.room(), () -> lookup.lookUp(caller, body.room(), List.of(body.user())))
                .compose(room -> {
                    Member member = RoomLookup.find(room, body.user()).orElse(null);
                    Actor actor =
                            member == null ? new Actor(null, false) : new Actor(member.role(), member.until(), false);
                    return contacts.isOpenIn(room.details(), body.user())
                            .map(open -> explanation(actor, body.user(), room, open));
                });
    }

    private Explanation explanation(Actor actor, UserId user, MessageLog.Room room, boolean mayWrite) {
        List<Reason> reasons = Stream.of(Right.values())
                .map(right -> reason(
                        right, mayWrite || !WRITES.contains(right) ? may(right, actor, room) : Permission.HIDDEN))
                .toList();
        Role role = actor.role();
        return new Explanation(room.room(), user, room.kind(), role, actor.until(), reasons);
    }

    private Permission may(Right right, Actor actor, MessageLog.Room room) {
        return policies.of(room.kind()).may(right, actor, room.details());
    }

    private static Reason reason(Right right, Permission permission) {
        return permission.isAllowed()
                ? new Reason(right, true, null)
                : new Reason(right, false, permission.refusal().getMessage());
    }
}
