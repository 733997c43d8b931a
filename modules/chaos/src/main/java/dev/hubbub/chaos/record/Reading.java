// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import dev.hubbub.contract.value.RoomId;
import java.util.ArrayList;
import java.util.List;

/**
 * What one subscriber got of one room, in the order of arrival. Entries that follow each other are one mark. Belongs to
 * one event loop while the run lasts.
 */
public final class Reading {
    private final String reader;
    private final RoomId room;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Reset> resets = new ArrayList<>();
    private long runFrom;
    private long runTo = -1;
    private volatile long last = -1;
    private volatile boolean following;

    /** A piece of it. */
    public sealed interface Mark {
        /** The first registration, or the first after having left: entries after {@code seq} follow. */
        record Began(long seq) implements Mark {}

        /** Entries {@code from} to {@code to}, one by one. */
        record Run(long from, long to) implements Mark {}

        /** Left: nothing that follows is for this subscriber, until it begins again. */
        record Left() implements Mark {}
    }

    /** The hub said that the subscriber's entries do not lead up to this seq. */
    public record Reset(long seq, String reason) {}

    public Reading(String reader, RoomId room) {
        this.reader = reader;
        this.room = room;
    }

    /** Entries after this one follow; what lies before is not for this subscriber. */
    public void began(long seq) {
        flush();
        marks.add(new Mark.Began(seq));
        last = seq;
        following = true;
    }

    /** Nothing that follows is for this subscriber. */
    public void left() {
        flush();
        marks.add(new Mark.Left());
        following = false;
    }

    /** Whether what is said now is for this subscriber. */
    public boolean isFollowing() {
        return following;
    }

    /** An entry arrived. */
    public void entry(long seq) {
        if (runTo < 0 || seq != runTo + 1) {
            flush();
            runFrom = seq;
        }
        runTo = seq;
        if (seq > last) {
            last = seq;
        }
    }

    /** The hub asked to read the history instead. */
    public void reset(long seq, String reason) {
        resets.add(new Reset(seq, reason));
    }

    /** The largest seq that arrived, or the position; -1 before that. */
    public long last() {
        return last;
    }

    /** Who it is. */
    public String reader() {
        return reader;
    }

    /** Which room. */
    public RoomId room() {
        return room;
    }

    /** Everything, in order. */
    public List<Mark> marks() {
        List<Mark> all = new ArrayList<>(marks);
        if (runTo >= 0) {
            all.add(new Mark.Run(runFrom, runTo));
        }
        return all;
    }

    /** Each reset, in order. */
    public List<Reset> resets() {
        return List.copyOf(resets);
    }

    private void flush() {
        if (runTo >= 0) {
            marks.add(new Mark.Run(runFrom, runTo));
            runTo = -1;
        }
    }
}
