// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.Optional;

/** A message is deleted: by its sender as long as it reads the room, or by who may delete the messages of others. */
record DeleteChange(Caller caller, Delete body, ChangeRules rules) implements Change {
    @Override
    public Permission permission(RoomDetails room, Actor actor, Entry target) {
        boolean isOwn = target.sender().equals(caller.user());
        return rules.may(isOwn ? Right.READ : Right.DELETE, actor, room);
    }

    @Override
    public boolean writesToOther() {
        return false;
    }

    @Override
    public boolean takesDeleted() {
        return true;
    }

    @Override
    public Future<Optional<Entry>> entry(Entry target) {
        return Future.succeededFuture(
                MessageFinder.isDeleted(target)
                        ? Optional.empty()
                        : Optional.of(
                                DeletedEntry.KIND.entry(body.room(), caller, new DeletedEntry.Content(body.seq()))));
    }
}
