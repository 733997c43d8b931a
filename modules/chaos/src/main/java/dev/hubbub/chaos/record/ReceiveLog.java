// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import dev.hubbub.contract.value.RoomId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber received of one room, in the order of arrival. Consecutive entries are one part. Belongs to
 * one event loop during the run.
 */
public final class ReceiveLog {
    private final String subscriber;
    private final RoomId room;
    private final List<Part> parts = new ArrayList<>();
    private final List<Reset> resets = new ArrayList<>();
    private long rangeFrom;
    private long rangeTo = -1;
    private volatile long lastSeq = -1;
    private volatile boolean subscribed;

    /** One step of the log. */
    public sealed interface Part {
        /** The first registration, or the first after leaving: entries after {@code seq} follow. */
        record Subscribed(long seq) implements Part {}

        /** All entries from {@code from} to {@code to}. */
        record Range(long from, long to) implements Part {}

        /** The subscriber left: later entries are not for it until it subscribes again. */
        record Unsubscribed() implements Part {}
    }

    /** The hub said that entries up to this seq are missing. */
    public record Reset(long seq, @Nullable String reason) {}

    public ReceiveLog(String subscriber, RoomId room) {
        this.subscriber = subscriber;
        this.room = room;
    }

    /** The subscription starts after this seq. */
    public void subscribed(long seq) {
        flush();
        parts.add(new Part.Subscribed(seq));
        lastSeq = seq;
        subscribed = true;
    }

    /** The subscriber left the room. */
    public void unsubscribed() {
        flush();
        parts.add(new Part.Unsubscribed());
        subscribed = false;
    }

    /** Whether new entries are for this subscriber. */
    public boolean isSubscribed() {
        return subscribed;
    }

    /** An entry arrived. */
    public void received(long seq) {
        if (rangeTo < 0 || seq != rangeTo + 1) {
            flush();
            rangeFrom = seq;
        }
        rangeTo = seq;
        if (seq > lastSeq) {
            lastSeq = seq;
        }
    }

    /** The hub asked the client to read the history. */
    public void reset(long seq, @Nullable String reason) {
        resets.add(new Reset(seq, reason));
    }

    /** The highest seq that arrived, or the start position; -1 before both. */
    public long lastSeq() {
        return lastSeq;
    }

    /** The name of the subscriber. */
    public String subscriber() {
        return subscriber;
    }

    /** The room that it follows. */
    public RoomId room() {
        return room;
    }

    /** All parts, in order. */
    public List<Part> parts() {
        List<Part> all = new ArrayList<>(parts);
        if (rangeTo >= 0) {
            all.add(new Part.Range(rangeFrom, rangeTo));
        }
        return all;
    }

    /** All resets, in order. */
    public List<Reset> resets() {
        return List.copyOf(resets);
    }

    private void flush() {
        if (rangeTo >= 0) {
            parts.add(new Part.Range(rangeFrom, rangeTo));
            rangeTo = -1;
        }
    }
}
