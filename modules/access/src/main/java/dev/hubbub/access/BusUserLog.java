// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import io.vertx.core.Future;

/** The users behind the bus. */
final class BusUserLog implements UserLog {
    private final Bus bus;

    BusUserLog(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<MessageLog.UserRecords> recall(MessageLog.GetUsers users) {
        return bus.call(MessageLog.GET_USERS, users);
    }

    @Override
    public Future<MessageLog.UserUpdated> remember(MessageLog.UpdateUser what) {
        return bus.call(MessageLog.UPDATE_USER, what);
    }
}
