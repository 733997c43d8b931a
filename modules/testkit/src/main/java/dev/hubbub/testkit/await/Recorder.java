// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Items in the order of arrival. Every wait has a time-out, ends at once when no more can arrive, and reports what
 * arrived instead.
 */
public final class Recorder<T> {
    private static final int SHOWN = 5;

    private final int capacity;
    private final List<T> items = new ArrayList<>();
    private long dropped;
    private long cursor;
    private @Nullable String endReason;

    private Recorder(int capacity) {
        this.capacity = capacity;
    }

    /** Keeps all items. */
    public static <T> Recorder<T> all() {
        return new Recorder<>(Integer.MAX_VALUE);
    }

    /** Keeps the newest items. */
    public static <T> Recorder<T> newest(int capacity) {
        return new Recorder<>(capacity);
    }

    public synchronized void add(T item) {
        if (items.size() == capacity) {
            items.remove(0);
            dropped++;
        }
        items.add(item);
        notifyAll();
    }

    /** No more items will arrive. */
    public synchronized void end(String why) {
        if (endReason == null) {
            endReason = why;
        }
        notifyAll();
    }

    public synchronized List<T> items() {
        return List.copyOf(items);
    }

    /** The first item that matches. */
    public synchronized T first(Predicate<T> wanted, String what, Duration timeout) {
        return item(await(0, wanted, what, timeout));
    }

    /** The next matching item after the last one that this method returned. */
    public synchronized T next(Predicate<T> wanted, String what, Duration timeout) {
        long at = await(cursor, wanted, what, timeout);
        cursor = at + 1;
        return item(at);
    }

    private synchronized long await(long from, Predicate<T> wanted, String what, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long at = from;
        while (true) {
            for (at = Math.max(at, dropped); at < dropped + items.size(); at++) {
                if (wanted.test(item(at))) {
                    return at;
                }
            }
            long left = deadline - System.nanoTime();
            if (endReason != null || left <= 0) {
                String why = endReason == null ? "nothing within " + timeout : endReason;
                throw new AssertionError("no " + what + ": " + why + "; the last that came: " + newest());
            }
            awaitChange(left);
        }
    }

    private synchronized void awaitChange(long nanos) {
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
