// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog.Read;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the cluster what was stored. */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final Consumer<Entry> listeners;
    private final History history;

    Announcer(Consumer<Entry> listeners, History history) {
        this.listeners = listeners;
        this.history = history;
    }

    /** Never fails: the entry is stored, and who misses the word of it finds it by its number. */
    void announce(Entry entry) {
        try {
            listeners.accept(entry);
        } catch (RuntimeException e) {
            LOG.warn("entry {} of room {} was stored and not announced", entry.seq(), entry.room(), e);
        }
    }

    /**
     * Announces what was found in the log. The newest entry is enough: whoever hears of it reads those before it that
     * are missing, and who has heard of it ignores it.
     */
    Future<Void> announceNewest(KnownRoom room) {
        if (!room.isUnannounced()) {
            return Future.succeededFuture();
        }
        long head = room.head().seq();
        return history.read(new Read(room.id(), head, head, true))
                .onSuccess(slice -> {
                    room.announced();
                    slice.entries().forEach(this::announce);
                })
                .mapEmpty();
    }
}
