// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import io.vertx.core.Future;

/** Sends the requests over the bus. */
public final class BusMessageLogClient implements MessageLogClient {
    private final Bus bus;

    public BusMessageLogClient(Bus bus) {
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
    public Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf user) {
        return bus.call(MessageLog.ROOMS, user);
    }
}
