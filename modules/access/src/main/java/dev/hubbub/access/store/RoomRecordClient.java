// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.records.Records;
import io.vertx.core.Future;

/** Reads and writes the records of rooms. Fails only with a {@link dev.hubbub.contract.error.HubException}. */
public interface RoomRecordClient {
    /** Returns those of the records that exist. */
    Future<Records.Found> get(Records.Get request);

    /** Returns a page of the records of one kind. */
    Future<Records.Found> list(Records.ListOf request);

    /** Completes when the value is stored; fails with CONFLICT when the record has another version. */
    Future<Records.Stored> put(Records.Put request);

    /** Completes when the record is gone; fails with CONFLICT when it has another version. */
    Future<Records.Deleted> delete(Records.Delete request);

    /** Sends the requests over the bus. */
    record OverBus(Bus bus) implements RoomRecordClient {
        @Override
        public Future<Records.Found> get(Records.Get request) {
            return bus.call(Records.GET, request);
        }

        @Override
        public Future<Records.Found> list(Records.ListOf request) {
            return bus.call(Records.LIST, request);
        }

        @Override
        public Future<Records.Stored> put(Records.Put request) {
            return bus.call(Records.PUT, request);
        }

        @Override
        public Future<Records.Deleted> delete(Records.Delete request) {
            return bus.call(Records.DELETE, request);
        }
    }
}
