// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.messages.MessageLookup.At;
import dev.hubbub.contract.messages.MessageLookup.Found;
import dev.hubbub.contract.messages.MessageLookup.Get;
import dev.hubbub.contract.messages.MessageLookup.Replies;
import dev.hubbub.contract.messages.MessageLookup.Version;
import dev.hubbub.contract.messages.MessageLookup.Versions;
import dev.hubbub.contract.messages.MessageLookup.VersionsOf;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Overlay;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Reads messages that are stored by something else than a range of numbers. */
public final class MessageReader {
    private final Store store;
    private final HistoryReader history;
    private final TimeFinder times;

    public MessageReader(Store store, HistoryReader history) {
        this.store = store;
        this.history = history;
        times = new TimeFinder(store.entries());
    }

    public Future<Slice> get(Get request) {
        return store.entries()
                .get(request.room(), request.seqs())
                .compose(found -> slice(request.room(), found, false));
    }

    public Future<Slice> replies(Replies request) {
        boolean newestFirst = request.after() == null;
        return store.entries()
                .replies(request.room(), request.thread(), request.after(), request.limit())
                .compose(found -> slice(request.room(), found, newestFirst));
    }

    private Future<Slice> slice(RoomId room, List<StoredEntry> found, boolean newestFirst) {
        return history.current(room, found.stream().map(StoredEntry::entry).toList(), newestFirst)
                .map(Slice::new);
    }

    public Future<Found> at(At request) {
        return times.find(request);
    }

    /** Reads the state first: what is erased after that is not read, or is read without its text. */
    public Future<Versions> versions(VersionsOf request) {
        return store.records()
                .get(List.of(Overlays.of(Overlays.OVERLAY, request.room(), request.seq())))
                .compose(found -> {
                    Overlay overlay = found.stream()
                            .flatMap(record -> Overlays.OVERLAY.readIfValid(record).stream())
                            .findFirst()
                            .orElse(Overlay.NONE);
                    return overlay.deleted() == null
                            ? versions(request, overlay)
                            : Future.succeededFuture(new Versions(List.of()));
                });
    }

    private Future<Versions> versions(VersionsOf request, Overlay overlay) {
        List<EntryId> ids = new ArrayList<>(List.of(new EntryId(request.room(), request.seq())));
        if (overlay.edits() != null) {
            overlay.edits().forEach(seq -> ids.add(new EntryId(request.room(), seq)));
        }
        return store.entries().get(ids).map(found -> {
            List<Entry> entries = found.stream()
                    .filter(entry -> entry.hash() == null)
                    .map(StoredEntry::entry)
                    .sorted(Comparator.comparingLong(Entry::seq))
                    .toList();
            boolean isMessage = !entries.isEmpty() && MessageEntry.KIND.is(entries.get(0));
            return new Versions(
                    isMessage
                            ? history.fitting(entries, false).stream()
                                    .map(MessageReader::version)
                                    .toList()
                            : List.of());
        });
    }

    private static Version version(Entry entry) {
        return new Version(entry.seq(), entry.sender(), Objects.requireNonNull(entry.at()), MessageEntry.text(entry));
    }
}
