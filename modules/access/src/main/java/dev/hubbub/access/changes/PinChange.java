// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.PinnedEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Pin;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.Optional;

/** A message is pinned, or unpinned. */
record PinChange(Caller caller, Pin body, ChangeRules rules) implements Change {
    @Override
    public Permission permission(RoomDetails room, Actor actor, Entry target) {
        return rules.may(Right.PIN, actor, room);
    }

    @Override
    public Future<Optional<Entry>> entry(Entry target) {
        if (target.fields().containsKey("pinned") == body.on()) {
            return Future.succeededFuture(Optional.empty());
        }
        Entry change = PinnedEntry.KIND.entry(body.room(), caller, new PinnedEntry.Content(body.seq(), body.on()));
        Future<?> allowed =
                body.on() ? rules.overlays().pins(body.room()).map(PinChange::requireLess) : Future.succeededFuture();
        return allowed.map(checked -> Optional.of(change));
    }

    @Override
    public boolean dependsOnRoom() {
        return true;
    }

    private static int requireLess(int pins) {
        if (pins >= MessageChanges.MAX_PINS) {
            throw new HubException(
                    ErrorCode.CONFLICT,
                    "seq: a room with " + pins + " pinned messages (expected: fewer than " + MessageChanges.MAX_PINS
                            + ")");
        }
        return pins;
    }
}
