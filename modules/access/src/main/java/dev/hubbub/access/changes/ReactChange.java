// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.ReactedEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageChanges.React;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** A user reacts to a message, with each emoji once, or takes that back. */
record ReactChange(Caller caller, React body, ChangeRules rules) implements Change {
    @Override
    public Permission permission(RoomDetails room, Actor actor, Entry target) {
        return rules.may(Right.REACT, actor, room);
    }

    @Override
    public Future<Optional<Entry>> entry(Entry target) {
        return rules.overlays()
                .reactions(body.room(), body.seq(), caller.user())
                .map(emojis -> {
                    if (emojis.contains(body.emoji()) == body.on()) {
                        return Optional.empty();
                    }
                    if (body.on()) {
                        requireRoomFor(target);
                    }
                    ReactedEntry.Content content = new ReactedEntry.Content(body.seq(), body.emoji(), body.on());
                    return Optional.of(ReactedEntry.KIND.entry(body.room(), caller, content));
                });
    }

    private void requireRoomFor(Entry target) {
        boolean isFull = target.fields().get("reactions") instanceof Map<?, ?> counts
                && counts.size() >= Overlays.MAX_EMOJIS
                && !counts.containsKey(body.emoji());
        if (isFull) {
            throw new HubException(
                    ErrorCode.CONFLICT,
                    "emoji: another one (expected: one of the " + Overlays.MAX_EMOJIS + " that the message has)");
        }
    }
}
