// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.ClientId;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * An edit that a moderator releases: it is made now, at any time, unless a newer one was stored since it was held. It is stored under a
 * clientId, so that one of which it is not known whether it was stored can be released again.
 */
final class ReleasedEdit implements Change {
    private final EditChange edit;
    private final long base;
    private final ClientId key;
    private long newest;

    /** @param base the seq of the newest edit of the message when this one was held */
    ReleasedEdit(EditChange edit, long base, ClientId key) {
        this.edit = edit;
        this.base = base;
        this.key = key;
    }

    @Override
    public Permission permission(RoomDetails room, Actor actor, Entry target) {
        return edit.permission(room, actor, target);
    }

    @Override
    public Future<Optional<Entry>> entry(Entry target) {
        newest = EditChange.newestEdit(target);
        if (newest != base && !edit.isDone(target)) {
            return Future.failedFuture(
                    new HubException(ErrorCode.CONFLICT, "a newer edit of the message is stored as seq " + newest));
        }
        return edit.entry(target).map(made -> made.map(entry -> entry.under(key)));
    }

    /** The seq of the newest edit of the message before this one. */
    long newest() {
        return newest;
    }
}
