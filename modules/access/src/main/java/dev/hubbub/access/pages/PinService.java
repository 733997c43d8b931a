// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.pages;

import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.access.store.MessageLookupClient;
import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.messages.MessagePages.Pins;
import dev.hubbub.contract.messages.Messages.Page;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the pinned messages of rooms. */
public final class PinService {
    /** So few messages come whole in one answer of the store, however long they are. */
    private static final int FEW = 2;

    /** How many characters of messages a page has, but for its first one. */
    private static final int MAX_LENGTH = 262_144;

    /** More than may be pinned: two nodes may have pinned one at the same time. */
    private static final int LISTED = 2 * MessageChanges.MAX_PINS;

    private final RoomReader reader;
    private final RoomRecordClient records;
    private final MessageLookupClient lookups;

    public PinService(RoomReader reader, RoomRecordClient records, MessageLookupClient lookups) {
        this.reader = reader;
        this.records = records;
        this.lookups = lookups;
    }

    public Future<Page> pins(Caller caller, Pins body) {
        return reader.require(caller, body.room())
                .compose(room ->
                        records.list(new Records.ListOf(body.room().value(), Overlays.PIN.name(), null, LISTED)))
                .map(found -> seqs(body, found))
                .compose(seqs -> page(body.room(), seqs));
    }

    private static List<Long> seqs(Pins body, Records.Found found) {
        long before = body.before() == null ? Long.MAX_VALUE : body.before();
        return found.records().stream()
                .map(pin -> Long.valueOf(pin.key().key()))
                .filter(seq -> seq < before)
                .sorted(Comparator.reverseOrder())
                .limit(body.limit())
                .toList();
    }

    /** Where not all fit into one answer of the store, some at a time, the newest first. */
    private Future<Page> page(RoomId room, List<Long> seqs) {
        return read(room, seqs)
                .compose(all -> all.size() == seqs.size()
                        ? Future.succeededFuture(new Page(all))
                        : FutureBatches.run(FutureBatches.split(seqs, FEW), 1, part -> read(room, part))
                                .map(parts -> new Page(fitting(parts))));
    }

    private Future<List<Entry>> read(RoomId room, List<Long> seqs) {
        return seqs.isEmpty()
                ? Future.succeededFuture(List.of())
                : lookups.messages(new MessageLookup.Get(room, seqs)).map(slice -> slice.entries().stream()
                        .sorted(Comparator.comparingLong(Entry::seq).reversed())
                        .toList());
    }

    private static List<Entry> fitting(List<List<Entry>> parts) {
        List<Entry> page = new ArrayList<>();
        int length = 0;
        for (List<Entry> part : parts) {
            for (Entry entry : part) {
                length += entry.length();
                if (length > MAX_LENGTH && !page.isEmpty()) {
                    return page;
                }
                page.add(entry);
            }
        }
        return page;
    }
}
