// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.reads.Reads.Position;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;

/** Raises the cursors of members, and decides whether the followers of the room are told. */
public final class ReadReceipts {
    /** In a larger room no follower is told who has read: a message would be followed by as many events as readers. */
    public static final int MAX_TOLD_MEMBERS = 100;

    private final CursorWriter cursors;
    private final DirectContacts contacts;

    /** @param contacts who may write to whom in direct rooms: where neither does, neither learns what the other reads */
    public ReadReceipts(CursorWriter cursors, DirectContacts contacts) {
        this.cursors = cursors;
        this.contacts = contacts;
    }

    /** A member has read a room so far. Completes with the cursor once it is stored. */
    Future<Position> read(UserId user, MessageLog.Room room, long seq) {
        boolean few = room.size() <= MAX_TOLD_MEMBERS && !room.details().isChannel();
        return contacts.isOpenIn(room.details(), user)
                .compose(open -> cursors.read(user, room.room(), seq, few && open));
    }
}
