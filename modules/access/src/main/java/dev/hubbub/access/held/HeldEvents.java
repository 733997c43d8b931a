// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.held;

import dev.hubbub.access.held.Held.Decision;
import dev.hubbub.access.lookup.RoleMembers;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.moderation.HeldMessages;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.moderation.HeldMessages.Told;
import dev.hubbub.contract.moderation.HeldMessages.Waiting;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells senders what became of their held messages, and those who may review the messages of a room how many wait: at once after a
 * pause, and then once in each pause. Hints are sent at most once, so those who connect ask for the list.
 */
public final class HeldEvents {
    /** Rooms whose reviewers were told a moment ago; those of further ones are not told. */
    static final int MAX_ROOMS = 5_000;

    private final HeldStore store;
    private final Reviewers reviewers;
    private final Consumer<Hints.ToUsers> hints;
    private final Supplier<Future<Void>> pause;

    /** Rooms in their pause, and whether there is something to tell at its end. */
    private final Map<RoomId, Boolean> pausing = new HashMap<>();

    /** Finds those who may review the messages of rooms. */
    public record Reviewers(RoleMembers members, RoomPolicies policies) {
        Future<List<UserId>> of(RoomId room) {
            return members.find(room, this::mayReview, RoleMembers.ROLES);
        }

        private boolean mayReview(RoomDetails details, Role role) {
            return policies.of(details.kind())
                    .may(Right.REVIEW, new Actor(role, false), details)
                    .isAllowed();
        }
    }

    /**
     * @param hints publishes a hint to users
     * @param pause completes when the reviewers of a room may be told again
     */
    public HeldEvents(
            HeldStore store, Reviewers reviewers, Consumer<Hints.ToUsers> hints, Supplier<Future<Void>> pause) {
        this.store = store;
        this.reviewers = reviewers;
        this.hints = hints;
        this.pause = pause;
    }

    /** How many rooms were told about a moment ago. Any thread may call it. */
    public int rooms() {
        return pausing.size();
    }

    /** Other messages of the room wait than before. */
    public void changed(RoomId room) {
        if (pausing.containsKey(room)) {
            pausing.put(room, true);
        } else if (pausing.size() < MAX_ROOMS) {
            tell(room);
        }
    }

    private void tell(RoomId room) {
        pausing.put(room, false);
        Future<List<UserId>> users = reviewers.of(room);
        Future<Integer> waiting = store.waiting(room);
        Future.join(users, waiting)
                .onSuccess(both -> publish(users.result(), new Waiting(room, waiting.result())))
                .transform(told -> pause.get())
                .onComplete(over -> {
                    if (Boolean.TRUE.equals(pausing.remove(room))) {
                        tell(room);
                    }
                });
    }

    private void publish(List<UserId> users, Waiting waiting) {
        Hints.Body hint = Hints.Body.of(HeldMessages.REVIEW_HINT, waiting);
        FutureBatches.split(users, Hints.MAX_RECIPIENTS)
                .forEach(part -> hints.accept(new Hints.ToUsers(part, hint, null)));
    }

    /** A moderator has decided about a message. */
    public void decided(RoomId room, HeldMessage message, Decision decision) {
        Told told = new Told(
                room,
                message.id(),
                message.clientId(),
                message.target(),
                decision.result(),
                decision.seq(),
                decision.reason());
        hints.accept(new Hints.ToUsers(List.of(message.sender()), Hints.Body.of(HeldMessages.HINT, told), null));
        changed(room);
    }
}
