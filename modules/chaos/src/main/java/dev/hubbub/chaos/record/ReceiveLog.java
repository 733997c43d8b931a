// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import dev.hubbub.contract.value.RoomId;
import java.util.ArrayList;
import java.util.List;

/**
 * What one subscriber got of one room, in the order of arrival. Entries that follow each other are one mark. Belongs to
 * one event loop while the run lasts.
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

    /** A piece of it. */
    public sealed interface Part {
        /** The first registration, or the first after having left: entries after {@code seq} follow. */
        record Subscribed(long seq) implements Part {}

        /** Entries {@code from} to {@code to}, one by one. */
        record Range(long from, long to) implements Part {}

        /** Left: nothing that follows is for this subscriber, until it begins again. */
        record Unsubscribed() implements Part {}
    }

    /** The hub said that the subscriber's entries do not lead up to this seq. */
    public record Reset(long seq, String reason) {}

    public ReceiveLog(String subscriber, RoomId room) {
        this.subscriber = subscriber;
        this.room = room;
    }

    /** Entries after this one follow; what lies before is not for this subscriber. */
    public void subscribed(long seq) {
        flush();
        parts.add(new Part.Subscribed(seq));
        lastSeq = seq;
        subscribed = true;
    }

    /** Nothing that follows is for this subscriber. */
    public void unsubscribed() {
        flush();
        parts.add(new Part.Unsubscribed());
        subscribed = false;
    }

    /** Whether what is said now is for this subscriber. */
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

    /** The hub asked to read the history instead. */
    public void reset(long seq, String reason) {
        resets.add(new Reset(seq, reason));
    }

    /** The largest seq that arrived, or the position; -1 before that. */
    public long lastSeq() {
        return lastSeq;
    }

    /** Who it is. */
    public String subscriber() {
        return subscriber;
    }

    /** Which room. */
    public RoomId room() {
        return room;
    }

    /** Everything, in order. */
    public List<Part> parts() {
        List<Part> all = new ArrayList<>(parts);
        if (rangeTo >= 0) {
            all.add(new Part.Range(rangeFrom, rangeTo));
        }
        return all;
    }

    /** Each reset, in order. */
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
