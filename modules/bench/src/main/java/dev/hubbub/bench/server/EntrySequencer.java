// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers messages as the hub does, so that all servers write the same bytes, without storing them. */
final class EntrySequencer {
    private static final Caller SENDER = Caller.of("bench0");

    private final AtomicLong head = new AtomicLong();

    Entry append(Messages.Send send) {
        return MessageEntry.KIND
                .entry(send.room(), SENDER, send.clientId(), send.content())
                .stored(head.incrementAndGet(), Instant.now());
    }

    static JsonObject reply(Entry entry) {
        return Json.write(new Messages.Sent(entry.room(), entry.seq(), Objects.requireNonNull(entry.at())));
    }
}
