// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.persistence.read.HistoryReader;
import dev.hubbub.persistence.room.CachedRoom;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes stored entries to the cluster. */
final class EntryPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(EntryPublisher.class);

    private final Consumer<Entry> listeners;
    private final HistoryReader history;

    EntryPublisher(Consumer<Entry> listeners, HistoryReader history) {
        this.listeners = listeners;
        this.history = history;
    }

    /** Never fails: the entry is stored, and a reader that misses the event finds it by its number. */
    void publish(Entry entry) {
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
}
