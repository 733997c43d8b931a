// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.read.HistoryReader;
import dev.hubbub.persistence.room.CachedRoom;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a batch, publishes what was stored to the cluster, and completes each entry or gives it back to the writer of its
 * room.
 */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    /** A second writer of one room writes other rooms too. To find them by one collision each takes too long. */
    private static final int MAX_MARKED = 16;

    private final EntryStore entryStore;
    private final HistoryReader history;
    private final Consumer<Entry> listeners;
    private final WriterBackoff backoff;

    /** @param listeners get each stored entry, in order within a room */
    BatchWriter(EntryStore entryStore, HistoryReader history, WriterBackoff backoff, Consumer<Entry> listeners) {
        this.entryStore = entryStore;
        this.history = history;
        this.listeners = listeners;
        this.backoff = backoff;
    }

    /** Completes, never fails, when each entry is completed or queued again. */
    Future<Void> write(Batch batch) {
        return Future.<Void>succeededFuture()
                .compose(begun -> entryStore.append(batch.entriesToStore()))
                .compose(count -> settle(batch, count))
                .recover(cause -> failUnknown(batch, cause));
    }

    /** Never fails: the entry is stored, and a reader that misses the event finds it by its number. */
    private void publish(Entry entry) {
        try {
            listeners.accept(entry);
        } catch (RuntimeException e) {
            LOG.warn("entry {} of room {} was stored but not published", entry.seq(), entry.room(), e);
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
                    slice.entries().forEach(this::publish);
                })
                .mapEmpty();
    }

    private Future<Void> settle(Batch batch, int count) {
        batch.takeStored(count).forEach(numbered -> stored(numbered, batch.roundTrip()));
        return batch.isEmpty() ? Future.succeededFuture() : resolveCollision(batch);
    }

    private void stored(Batch.NumberedEntry numbered, long roundTrip) {
        StoredEntry entry = numbered.entry();
        Future<Void> projected = numbered.writer().stored(entry, roundTrip);
        Entry published = numbered.pending().entry().stored(entry.seq(), entry.at());
        publish(published);
        projected.onComplete(written -> numbered.writer().complete(numbered.pending(), entry));
    }

    /**
     * The first unresolved entry was not stored, nor were the entries after it. Either it had been stored before under
     * another number; then the same may be true of the entries after it, for senders repeat messages without a reply.
     * Or another writer took its number.
     */
    private Future<Void> resolveCollision(Batch batch) {
        return find(batch.unresolved().get(0))
                .compose(found -> found.isPresent() ? completeStoredBefore(batch) : numberTaken(batch));
    }

    private Future<Optional<StoredEntry>> find(Batch.NumberedEntry numbered) {
        StoredEntry entry = numbered.entry();
        return entryStore.find(entry.room(), entry.sender(), entry.key());
    }

    private Future<Void> completeStoredBefore(Batch batch) {
        List<Batch.NumberedEntry> rest = batch.unresolved();
        return Future.all(rest.stream().map(this::find).toList()).map(all -> {
            List<Optional<StoredEntry>> found = all.list();
            for (int i = rest.size() - 1; i >= 0; i--) { // backwards, so that the queue stays in order
                RoomWriter writer = rest.get(i).writer();
                PendingAppend pending = rest.get(i).pending();
                found.get(i)
                        .ifPresentOrElse(entry -> writer.storedBefore(pending, entry), () -> writer.requeue(pending));
            }
            rest.clear();
            return null;
        });
    }

    private Future<Void> numberTaken(Batch batch) {
        backoff.recordCollision();
        List<Batch.NumberedEntry> rest = batch.unresolved();
        for (int i = rest.size() - 1; i > 0; i--) {
            rest.get(i).writer().requeue(rest.get(i).pending());
        }
        rest.get(0).writer().requeueAfterCollision(rest.get(0).pending());
        rest.stream()
                .map(Batch.NumberedEntry::writer)
                .distinct()
                .limit(MAX_MARKED)
                .forEach(writer -> writer.room().markBehind());
        rest.clear();
        return Future.succeededFuture();
    }

    private static Future<Void> failUnknown(Batch batch, Throwable cause) {
        HubException failure = unavailable(cause);
        batch.take(batch.unresolved().size())
                .forEach(numbered -> numbered.writer().failUnknown(numbered.pending(), failure));
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
