// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Reads what is not there, so that the answer to a stranger takes the same reads, one after the other, whether a room is
 * hidden, in memory or not, or does not exist: a snapshot, a head, the newest entry and its profile.
 */
public final class MissingRoom {
    /** Drawn, so that no user knows it and makes a room of this id. */
    private final String name = UUID.randomUUID().toString();

    private final RoomId room = new RoomId(name);
    private final List<UserId> sender = List.of(new UserId(name));
    private final Store store;

    public MissingRoom(Store store) {
        this.store = store;
    }

    /**
     * An answer about a room in memory. Where the one who asks may be told that there is no such room, it takes as long as if that
     * were so: the members that are kept beside the log were read in the place of a snapshot.
     */
    public Future<MessageLog.Room> hide(MessageLog.Room found, List<UserId> users) {
        if (!mayBeHidden(found, users)) {
            return Future.succeededFuture(found);
        }
        Future<?> before = found.details().keepsMembersApart() ? Future.succeededFuture() : readSnapshot();
        return before.eventually(this::readNewest).transform(read -> Future.succeededFuture(found));
    }

    private static boolean mayBeHidden(MessageLog.Room found, List<UserId> users) {
        return found.details().visibility() != Visibility.PUBLIC
                && !users.isEmpty()
                && found.members().stream().filter(Member::isMember).noneMatch(member -> member.user()
                        .equals(users.get(0)));
    }

    /** As when a room is loaded. */
    private Future<?> readSnapshot() {
        return store.rooms().find(room);
    }

    /** As when the newest entry of a room that was loaded is published. */
    public Future<?> readNewest() {
        return store.entries().get(room, List.of(1L)).compose(none -> store.records()
                .get(UserRecords.get(UserRecords.PROFILE, sender).keys()));
    }
}
