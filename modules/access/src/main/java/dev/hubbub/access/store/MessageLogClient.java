// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.users.UserRecords;
import io.vertx.core.Future;
import java.util.List;

/**
 * Sends requests to the message log. The log serves the requests of one room in order: a description includes every
 * append that was sent before it.
 */
public interface MessageLogClient {
    /** Fails with STALE when the room's members changed after the given membership entry. */
    Future<MessageLog.Appended> append(MessageLog.Append append);

    /** Fails with NOT_FOUND when there is no such room. */
    Future<MessageLog.Room> describe(MessageLog.Describe describe);

    Future<MessageLog.Slice> read(MessageLog.Read read);

    Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf user);

    /**
     * The entry with the profile of the user whom it concerns, if that is not its sender: as readers get it later. Never
     * fails; without the profile the entry is as good.
     */
    default Future<Entry> withUserProfile(Entry entry) {
        return Future.succeededFuture(entry);
    }

    /** A user joins or leaves by itself. Fails with STALE when it is not what it was, or changed meanwhile. */
    Future<Memberships.Changed> change(Memberships.Change change);

    /** Members that are kept beside the log. */
    Future<Memberships.Page> members(Memberships.PageOf page);

    /** Sends the requests over the bus. */
    record OverBus(Bus bus) implements MessageLogClient {
        @Override
        public Future<MessageLog.Appended> append(MessageLog.Append append) {
            return bus.call(MessageLog.APPEND, append);
        }

        @Override
        public Future<MessageLog.Room> describe(MessageLog.Describe describe) {
            return bus.call(MessageLog.DESCRIBE, describe);
        }

        @Override
        public Future<MessageLog.Slice> read(MessageLog.Read read) {
            return bus.call(MessageLog.READ, read);
        }

        @Override
        public Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf user) {
            return bus.call(MessageLog.ROOMS, user);
        }

        @Override
        public Future<Entry> withUserProfile(Entry entry) {
            return entry.concerned()
                    .map(user -> bus.call(Records.GET, UserRecords.get(UserRecords.PROFILE, List.of(user)))
                            .map(found -> UserRecords.shown(UserRecords.PROFILE, found.records()))
                            .map(profiles -> entry.withUserProfile(profiles.get(user)))
                            .otherwise(entry))
                    .orElseGet(() -> Future.succeededFuture(entry));
        }

        @Override
        public Future<Memberships.Changed> change(Memberships.Change change) {
            return bus.call(Memberships.CHANGE, change);
        }

        @Override
        public Future<Memberships.Page> members(Memberships.PageOf page) {
            return bus.call(Memberships.PAGE, page);
        }
    }
}
