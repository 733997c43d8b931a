// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What came so far, in order. Every wait has a bound, ends at once when nothing more can come, and says what came
 * instead.
 */
final class Recorder<T> {
    private static final int SHOWN = 5;

    private final int capacity;
    private final List<T> items = new ArrayList<>();
    private long dropped;
    private long cursor;
    private String ended;

    private Recorder(int capacity) {
        this.capacity = capacity;
    }

    /** Keeps everything. */
    static <T> Recorder<T> all() {
        return new Recorder<>(Integer.MAX_VALUE);
    }

    /** Keeps the newest. */
    static <T> Recorder<T> newest(int capacity) {
        return new Recorder<>(capacity);
    }

    synchronized void add(T item) {
        if (items.size() == capacity) {
            items.remove(0);
            dropped++;
        }
        items.add(item);
        notifyAll();
    }

    /** Nothing comes any more. */
    synchronized void end(String why) {
        if (ended == null) {
            ended = why;
        }
        notifyAll();
    }

    synchronized List<T> items() {
        return List.copyOf(items);
    }

    /** The first of all that is wanted. */
    synchronized T first(Predicate<T> wanted, String what, Duration patience) {
        return item(await(0, wanted, what, patience));
    }

    /** The next that is wanted, after the one that this method gave last; what lies between is passed over. */
    synchronized T next(Predicate<T> wanted, String what, Duration patience) {
        long at = await(cursor, wanted, what, patience);
        cursor = at + 1;
        return item(at);
    }

    private synchronized long await(long from, Predicate<T> wanted, String what, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        long at = from;
        while (true) {
            for (at = Math.max(at, dropped); at < dropped + items.size(); at++) {
                if (wanted.test(item(at))) {
                    return at;
                }
            }
            long left = deadline - System.nanoTime();
            if (ended != null || left <= 0) {
                String why = ended == null ? "nothing within " + patience : ended;
                throw new AssertionError("no " + what + ": " + why + "; the last that came: " + newest());
            }
            pause(left);
        }
    }

    private synchronized void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }

    private synchronized T item(long at) {
        return items.get((int) (at - dropped));
    }

    private synchronized List<T> newest() {
        return items.subList(Math.max(0, items.size() - SHOWN), items.size());
    }
}
