// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Json;
import io.vertx.core.Future;

/** Sends entries to listeners. The answer to one, whatever it is, means that it was heard. */
final class EntrySender {
    private final Bus bus;

    /** @param bus whose calls wait as long as an answer may take */
    EntrySender(Bus bus) {
        this.bus = bus;
    }

    /** Completes when the listener has answered. Fails with a {@link dev.hubbub.contract.error.HubException}. */
    Future<Void> send(String address, Entry entry) {
        return bus.relay(address, null, Json.write(entry)).mapEmpty();
    }
}
