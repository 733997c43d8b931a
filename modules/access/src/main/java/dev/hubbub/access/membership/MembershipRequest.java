// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request to change the membership of a user, and how far it got. */
final class MembershipRequest {
    private final RoomId room;
    private final Caller caller;
    private final UserId user;
    private final MembershipRule rule;
    private @Nullable Admission admission;
    private Durability durability = Durability.DURABLE;
    private int attempts;

    /** @param user whose membership would change; may be the caller */
    MembershipRequest(RoomId room, Caller caller, UserId user, MembershipRule rule) {
        this.room = room;
        this.caller = caller;
        this.user = user;
        this.rule = rule;
    }

    RoomId room() {
        return room;
    }

    Caller caller() {
        return caller;
    }

    UserId user() {
        return user;
    }

    MembershipRule rule() {
        return rule;
    }

    /** The rule was asked about a room that is so. */
    void markJudged(RoomDetails room) {
        durability = Durability.orDurable(room.durability());
    }

    /** Whether the messages of the room are stored, once the rule was asked. */
    Durability durability() {
        return durability;
    }

    /** The users whose memberships the rule looks at. */
    List<UserId> users() {
        return Stream.of(caller.user(), user).distinct().toList();
    }

    /** What the user may become, once that was checked; it is checked once. */
    @Nullable
    Admission admission() {
        return admission;
    }

    void markAdmitted(Admission checked) {
        admission = checked;
    }

    /** Counts an attempt in which its room changed; whether another may follow. */
    boolean mayRetry() {
        return ++attempts < RoomQueues.MAX_ATTEMPTS;
    }
}
