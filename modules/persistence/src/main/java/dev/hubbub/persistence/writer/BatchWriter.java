// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.read.HistoryReader;
import dev.hubbub.persistence.room.CachedRoom;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a batch, publishes what was stored to the cluster, and completes each entry or gives it back to the writer of its
 * room.
 */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final EntryStore entryStore;
    private final HistoryReader history;
    private final Consumer<List<Entry>> listeners;
    private final WriterBackoff backoff;

    /** @param written completes when the sender may get the reply */
    private record Stored(Batch.NumberedEntry numbered, Future<Void> written) {
        /** The same as readers see it. */
        Stored shown() {
            return new Stored(BatchWriter.shown(numbered), written);
        }
    }

    /** @param listeners get all entries that were stored together, in order within a room */
    BatchWriter(EntryStore entryStore, HistoryReader history, WriterBackoff backoff, Consumer<List<Entry>> listeners) {
        this.entryStore = entryStore;
        this.history = history;
        this.listeners = listeners;
        this.backoff = backoff;
    }

    /** Completes, never fails, when each entry is completed or queued again. */
    Future<Void> write(Batch batch) {
        return Future.<Void>succeededFuture()
                .compose(begun -> entryStore.append(batch.entriesToStore()))
                .compose(result -> settle(batch, result))
                .recover(cause -> failUnknown(batch.takeUnresolved(), cause));
    }

    /** Never fails: the entries are stored, and a reader that misses one finds it by its number. */
    void publish(List<Entry> entries) {
        try {
            listeners.accept(entries);
        } catch (RuntimeException e) {
            LOG.warn("{} entries were stored but not published", entries.size(), e);
        }
    }

    /**
     * Publishes the head that was found in the log. This is enough: subscribers read the entries that they miss before
     * it, and ignore it if they have it.
     */
    Future<Void> publishNewest(CachedRoom room) {
        if (!room.isUnpublished()) {
            return Future.succeededFuture();
        }
        long head = room.head().seq();
        return history.read(new Read(room.id(), head, head, true))
                .onSuccess(slice -> {
                    room.markPublished();
                    publish(slice.entries());
                })
                .mapEmpty();
    }

    private Future<Void> settle(Batch batch, AppendResult result) {
        stored(batch.takeStored(result), batch.roundTrip());
        return Future.join(batch.rests().stream().map(this::resolve).toList()).mapEmpty();
    }

    /** Completes, never fails, when each entry is completed or queued again. */
    private Future<Void> resolve(Batch.Rest rest) {
        List<Batch.NumberedEntry> entries = rest.entries();
        return Future.<Void>succeededFuture()
                .compose(begun -> switch (rest.outcome().kind()) {
                    case COLLIDED -> resolveCollision(entries);
                    case REFUSED -> refuse(entries, rest.outcome().requireFailure());
                    default -> Future.failedFuture(rest.outcome().requireFailure());
                })
                .recover(cause -> failUnknown(entries, cause));
    }

    /** Fails the first entry. The others get other numbers. */
    private static Future<Void> refuse(List<Batch.NumberedEntry> rest, HubException failure) {
        for (int i = rest.size() - 1; i > 0; i--) { // backwards, so that the queue stays in order
            rest.get(i).writer().requeue(rest.get(i).pending());
        }
        rest.get(0).writer().refused(rest.get(0).pending(), failure);
        return Future.succeededFuture();
    }

    /**
     * What was stored together is published together, and answered then. A room in which messages changed comes later, so that
     * who reads the store because of it finds the change.
     */
    private void stored(List<Batch.NumberedEntry> all, long roundTrip) {
        List<Stored> stored = all.stream()
                .map(each -> new Stored(each, each.writer().stored(each.entry(), roundTrip)))
                .toList();
        List<Stored> shown = stored.stream().map(Stored::shown).toList();
        Set<RoomWriter> changing = all.stream()
                .filter(each -> each.entry().changesMessage())
                .map(Batch.NumberedEntry::writer)
                .collect(Collectors.toSet());
        if (changing.isEmpty()) {
            publishAndReply(shown);
            return;
        }
        publishAndReply(shown.stream()
                .filter(each -> !changing.contains(each.numbered().writer()))
                .toList());
        changing.forEach(writer -> publishWritten(shown.stream()
                .filter(each -> each.numbered().writer() == writer)
                .toList()));
    }

    private void publishWritten(List<Stored> ofRoom) {
        Future.join(ofRoom.stream().map(Stored::written).toList()).onComplete(done -> publishAndReply(ofRoom));
    }

    private void publishAndReply(List<Stored> shown) {
        publish(shown.stream().map(each -> each.numbered().entry().entry()).toList());
        shown.forEach(each -> each.written().onComplete(written -> reply(each.numbered(), written.cause())));
    }

    private static void reply(Batch.NumberedEntry numbered, @Nullable Throwable failure) {
        if (failure == null) {
            numbered.writer().complete(numbered.pending(), numbered.entry());
        } else {
            numbered.writer().completeUnfolded(numbered.pending(), numbered.entry(), unavailable(failure));
        }
    }

    /** An entry as readers see it, with the profile of its sender. */
    private static Batch.NumberedEntry shown(Batch.NumberedEntry numbered) {
        StoredEntry entry = numbered.entry();
        Entry published = numbered.pending().entry().stored(entry.seq(), entry.at());
        return new Batch.NumberedEntry(
                numbered.writer(),
                numbered.pending(),
                entry.with(numbered.writer().shown(published)));
    }

    /**
     * The first entry was not stored, nor were those after it. Either it had been stored before under another number;
     * then the same may be true of the entries after it, for senders repeat messages without a reply. Or another writer
     * took its number.
     */
    private Future<Void> resolveCollision(List<Batch.NumberedEntry> rest) {
        return find(rest.get(0)).compose(found -> found.isPresent() ? completeStoredBefore(rest) : numberTaken(rest));
    }

    private Future<Optional<StoredEntry>> find(Batch.NumberedEntry numbered) {
        StoredEntry entry = numbered.entry();
        return entryStore.find(entry.room(), entry.sender(), entry.key());
    }

    private Future<Void> completeStoredBefore(List<Batch.NumberedEntry> rest) {
        return Future.all(rest.stream().map(this::find).toList()).map(all -> {
            List<Optional<StoredEntry>> found = all.list();
            for (int i = rest.size() - 1; i >= 0; i--) { // backwards, so that the queue stays in order
                RoomWriter writer = rest.get(i).writer();
                PendingAppend pending = rest.get(i).pending();
                found.get(i)
                        .ifPresentOrElse(entry -> writer.storedBefore(pending, entry), () -> writer.requeue(pending));
            }
            return null;
        });
    }

    private Future<Void> numberTaken(List<Batch.NumberedEntry> rest) {
        backoff.recordCollision();
        for (int i = rest.size() - 1; i > 0; i--) {
            rest.get(i).writer().requeue(rest.get(i).pending());
        }
        rest.get(0).writer().requeueAfterCollision(rest.get(0).pending());
        return Future.succeededFuture();
    }

    private static Future<Void> failUnknown(List<Batch.NumberedEntry> rest, Throwable cause) {
        HubException failure = unavailable(cause);
        rest.forEach(numbered -> numbered.writer().failUnknown(numbered.pending(), failure));
        return Future.succeededFuture();
    }

    /** The error for requests that wait for a failed call of the store. */
    static HubException unavailable(Throwable cause) {
        if (cause instanceof HubException expected) {
            return expected;
        }
        LOG.error("the log failed", cause);
        return new HubException(ErrorCode.UNAVAILABLE, "the log failed");
    }
}
