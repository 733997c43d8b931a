// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import io.vertx.core.Future;

/** The log behind the bus. */
final class BusRoomLog implements RoomLog {
    private final Bus bus;

    BusRoomLog(Bus bus) {
        this.bus = bus;
    }

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
    public Future<MessageLog.UserRooms> rooms(MessageLog.RoomsOf user) {
        return bus.call(MessageLog.ROOMS, user);
    }

    @Override
    public Future<MessageLog.UserRecords> recall(MessageLog.GetUsers users) {
        return bus.call(MessageLog.GET_USERS, users);
    }
}
