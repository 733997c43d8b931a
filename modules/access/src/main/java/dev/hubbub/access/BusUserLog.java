// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.Bus;
import dev.hubbub.contract.Log;
import io.vertx.core.Future;

/** The users behind the bus. */
final class BusUserLog implements UserLog {
    private final Bus bus;

    BusUserLog(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<Log.People> recall(Log.Recall users) {
        return bus.call(Log.RECALL, users);
    }

    @Override
    public Future<Log.Remembered> remember(Log.Remember what) {
        return bus.call(Log.REMEMBER, what);
    }
}
