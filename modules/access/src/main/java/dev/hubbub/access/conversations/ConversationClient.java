// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.records.Records;
import io.vertx.core.Future;

/** Asks the store and presence what a list of rooms shows. */
public interface ConversationClient {
    Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf request);

    Future<Conversations.Heads> heads(Conversations.HeadsOf request);

    Future<Conversations.Rows> rows(Conversations.RowsOf request);

    Future<MessageLog.Room> describe(MessageLog.Describe request);

    Future<Records.Found> records(Records.Get request);

    Future<Presence.States> presence(Presence.Lookup request);

    /** Sends the requests over the bus. */
    record OverBus(Bus bus) implements ConversationClient {
        @Override
        public Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf request) {
            return bus.call(MessageLog.ROOMS, request);
        }

        @Override
        public Future<Conversations.Heads> heads(Conversations.HeadsOf request) {
            return bus.call(Conversations.HEADS, request);
        }

        @Override
        public Future<Conversations.Rows> rows(Conversations.RowsOf request) {
            return bus.call(Conversations.ROWS, request);
        }

        @Override
        public Future<MessageLog.Room> describe(MessageLog.Describe request) {
            return bus.call(MessageLog.DESCRIBE, request);
        }

        @Override
        public Future<Records.Found> records(Records.Get request) {
            return bus.call(Records.GET, request);
        }

        @Override
        public Future<Presence.States> presence(Presence.Lookup request) {
            return bus.call(Presence.LOOKUP, request);
        }
    }
}
