// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;

/**
 * For rooms of a kind that this node does not know, made by a newer node: members read and leave. Everything else works
 * again when this node is upgraded, so it is refused with a code that may be tried again.
 */
final class UnknownKindPolicy implements RoomPolicy {
    private final RoomKind kind;
    private final Permission refused;

    UnknownKindPolicy(RoomKind kind) {
        this.kind = kind;
        this.refused = Permission.refused(
                ErrorCode.UNAVAILABLE,
                "kind: " + kind
                        + " (expected: one that this node knows); nothing was done, only reading and leaving work"
                        + " until the node is upgraded");
    }

    @Override
    public RoomKind kind() {
        return kind;
    }

    @Override
    public Permission mayJoin(Actor actor, Visibility visibility) {
        return Permission.HIDDEN;
    }

    @Override
    public Permission mayAdd(Actor actor) {
        return refuse(actor);
    }

    @Override
    public Permission mayRemove(Actor actor, Role target) {
        return refuse(actor);
    }

    @Override
    public Permission maySpeak(Actor actor) {
        return refuse(actor);
    }

    private Permission refuse(Actor actor) {
        return actor.isMember() || actor.server() ? refused : Permission.HIDDEN;
    }
}
