// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.records.Records;
import io.vertx.core.Future;

/** Reads and writes the records of users. Fails only with a {@link dev.hubbub.contract.error.HubException}. */
public interface UserRecordClient {
    /** Returns those of at most {@link Records#MAX_KEYS} records that exist. */
    Future<Records.Found> get(Records.Get request);

    /** Completes when a value of this rank or a higher one is stored. */
    Future<Records.Stored> raise(Records.Raise request);

    /** Completes when the value is stored. */
    Future<Records.Stored> put(Records.Put request);

    /** Sends the requests over the bus. */
    record OverBus(Bus bus) implements UserRecordClient {
        @Override
        public Future<Records.Found> get(Records.Get request) {
            return bus.call(Records.GET, request);
        }

        @Override
        public Future<Records.Stored> raise(Records.Raise request) {
            return bus.call(Records.RAISE, request);
        }

        @Override
        public Future<Records.Stored> put(Records.Put request) {
            return bus.call(Records.PUT, request);
        }
    }
}
