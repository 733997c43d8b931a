// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import io.vertx.core.Future;

/** The message log, where a member who sends a message has read the room up to it. The sender does not wait for that. */
public record SenderReads(MessageLogClient log, CursorWriter cursors) implements MessageLogClient {
    @Override
    public Future<MessageLog.Appended> append(MessageLog.Append append) {
        return log.append(append).onSuccess(stored -> sent(append, stored));
    }

    private void sent(MessageLog.Append append, MessageLog.Appended stored) {
        boolean byMember = append.reliesOn() != null
                && append.reliesOn().contains(append.entry().sender());
        if (byMember && stored.messages() != null) {
            cursors.sent(append.entry().sender(), stored.room(), stored.seq(), stored.messages());
        }
    }

    @Override
    public Future<MessageLog.Room> describe(MessageLog.Describe describe) {
        return log.describe(describe);
    }

    @Override
    public Future<MessageLog.Slice> read(MessageLog.Read read) {
        return log.read(read);
    }

    @Override
    public Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf user) {
        return log.roomsOf(user);
    }

    @Override
    public Future<Memberships.Changed> change(Memberships.Change change) {
        return log.change(change);
    }

    @Override
    public Future<Memberships.Page> members(Memberships.PageOf page) {
        return log.members(page);
    }
}
