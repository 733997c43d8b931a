// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.pages;

import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.access.store.MessageLookupClient;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.messages.MessagePages.Around;
import dev.hubbub.contract.messages.Messages.Page;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Reads the entries before and after a place in the log of a room. */
public final class AroundService {
    private final RoomReader reader;
    private final MessageLogClient log;
    private final MessageLookupClient lookups;

    public AroundService(RoomReader reader, MessageLogClient log, MessageLookupClient lookups) {
        this.reader = reader;
        this.log = log;
        this.lookups = lookups;
    }

    public Future<Page> around(Caller caller, Around body) {
        return reader.require(caller, body.room())
                .compose(room -> place(room, body).compose(seq -> page(body, seq, room.head())));
    }

    private Future<Long> place(MessageLog.Room room, Around body) {
        Instant at = body.at();
        return at == null
                ? Future.succeededFuture(body.seq())
                : lookups.at(new MessageLookup.At(body.room(), at, room.head())).map(MessageLookup.Found::seq);
    }

    private Future<Page> page(Around body, long seq, long head) {
        long middle = Math.min(seq, head);
        long before = Math.max(body.limit() / 2, body.limit() - (head - middle + 1));
        long from = Math.max(1, middle - before);
        long to = Math.min(head, from + body.limit() - 1);
        return entriesBefore(body, from, middle)
                .compose(older -> log.read(new MessageLog.Read(body.room(), middle, Math.max(middle, to), false))
                        .map(newer -> new Page(Stream.concat(older.stream(), newer.entries().stream())
                                .toList())));
    }

    /** The newest of them where not all fit, so that nothing is missing before the middle. */
    private Future<List<Entry>> entriesBefore(Around body, long from, long middle) {
        return from == middle
                ? Future.succeededFuture(List.of())
                : log.read(new MessageLog.Read(body.room(), from, middle - 1, true))
                        .map(MessageLog.Slice::entries);
    }
}
