// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.PublishedEntries;
import dev.hubbub.contract.messages.PublishedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes stored entries in their order, those that were stored together in one event. After a pause they go at once. Less
 * than {@value #INTERVAL_MILLIS} ms after the last event they wait for what else is stored in that time, and go together.
 * Must be used on one context.
 */
final class EntryPublisher {
    static final long INTERVAL_MILLIS = 1;

    /** An event has at most so many characters, unless it has one entry. */
    static final int MAX_CHARACTERS = 262_144;

    private static final Logger LOG = LoggerFactory.getLogger(EntryPublisher.class);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);

    /** About what an entry has beside its fields. */
    private static final int ENVELOPE_CHARACTERS = 300;

    private final Consumer<PublishedEntries> bus;
    private final Timer timer;
    private final LongSupplier nanos;
    private List<PublishedEntry> waiting = new ArrayList<>();
    private int characters;
    private boolean scheduled;
    private long published;

    /** Runs tasks later. */
    @FunctionalInterface
    interface Timer {
        void after(long millis, Runnable task);
    }

    /** @param bus gets each event */
    EntryPublisher(Consumer<PublishedEntries> bus, Timer timer, LongSupplier nanos) {
        this.bus = bus;
        this.timer = timer;
        this.nanos = nanos;
        published = nanos.getAsLong() - INTERVAL_NANOS;
    }

    /** How many entries wait for the next event; from any thread. */
    int size() {
        return waiting.size();
    }

    /** These entries were stored together. */
    void publish(List<Entry> stored) {
        stored.forEach(this::add);
        if (waiting.isEmpty() || scheduled) {
            return;
        }
        if (nanos.getAsLong() - published >= INTERVAL_NANOS) {
            flush();
        } else {
            scheduled = true;
            timer.after(INTERVAL_MILLIS, this::due);
        }
    }

    private void due() {
        scheduled = false;
        flush();
    }

    private void add(Entry entry) {
        int length = entry.length() + ENVELOPE_CHARACTERS;
        if (waiting.size() == PublishedEntries.MAX_ENTRIES || characters + length > MAX_CHARACTERS) {
            flush();
        }
        try {
            waiting.add(PublishedEntry.of(entry));
            characters += length;
        } catch (HubException e) { // stored by another version, which allows more
            LOG.warn("entry {} of room {} is not published: {}", entry.seq(), entry.room(), e.getMessage());
        }
    }

    /** Publishes what waits now. */
    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        PublishedEntries next = new PublishedEntries(waiting);
        waiting = new ArrayList<>();
        characters = 0;
        published = nanos.getAsLong();
        bus.accept(next);
    }
}
