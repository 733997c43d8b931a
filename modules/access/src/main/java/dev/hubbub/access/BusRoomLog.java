// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.Bus;
import dev.hubbub.contract.Log;
import io.vertx.core.Future;

/** The log behind the bus. */
final class BusRoomLog implements RoomLog {
    private final Bus bus;

    BusRoomLog(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<Log.Appended> append(Log.Append append) {
        return bus.call(Log.APPEND, append);
    }

    @Override
    public Future<Log.Room> describe(Log.Describe describe) {
        return bus.call(Log.DESCRIBE, describe);
    }

    @Override
    public Future<Log.Slice> read(Log.Read read) {
        return bus.call(Log.READ, read);
    }

    @Override
    public Future<Log.UserRooms> rooms(Log.RoomsOf user) {
        return bus.call(Log.ROOMS, user);
    }

    @Override
    public Future<Log.People> recall(Log.Recall users) {
        return bus.call(Log.RECALL, users);
    }
}
