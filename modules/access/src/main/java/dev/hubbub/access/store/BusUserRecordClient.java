// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.records.Records;
import io.vertx.core.Future;

/** Sends the requests over the bus. */
public final class BusUserRecordClient implements UserRecordClient {
    private final Bus bus;

    public BusUserRecordClient(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<Records.Found> get(Records.Get request) {
        return bus.call(Records.GET, request);
    }

    @Override
    public Future<Records.Stored> raise(Records.Raise request) {
        return bus.call(Records.RAISE, request);
    }
}
