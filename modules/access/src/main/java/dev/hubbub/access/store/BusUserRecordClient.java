// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import io.vertx.core.Future;

/** Sends the requests over the bus. */
public final class BusUserRecordClient implements UserRecordClient {
    private final Bus bus;

    public BusUserRecordClient(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<MessageLog.UserRecords> getUsers(MessageLog.GetUsers users) {
        return bus.call(MessageLog.GET_USERS, users);
    }

    @Override
    public Future<MessageLog.UserUpdated> updateUser(MessageLog.UpdateUser update) {
        return bus.call(MessageLog.UPDATE_USER, update);
    }
}
