// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One direction of a connection. Reads no more than it may hold. Belongs to one event loop. */
final class Pipe {
    private static final int MAX_HELD = 1 << 20;

    private final Vertx vertx;
    private final NetSocket from;
    private final NetSocket to;
    private final LongAdder bytes;
    private final Deque<Chunk> held = new ArrayDeque<>();
    private long heldBytes;
    private Weather weather;
    private boolean reading = true;
    private boolean ended;
    private boolean lossy;
    private boolean timed;

    private record Chunk(long dueNanos, Buffer data) {}

    /** {@code bytes} counts what arrives. */
    Pipe(Vertx vertx, NetSocket from, NetSocket to, LongAdder bytes) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
        this.bytes = bytes;
    }

    void open(Weather first, Runnable closed) {
        weather = first;
        from.handler(this::received);
        from.endHandler(end -> ended());
        from.closeHandler(gone -> closed.run());
        to.drainHandler(drained -> flush());
        flush();
    }

    void change(Weather next) {
        weather = next;
        flush();
    }

    /** Whether the other side has not been told all that happened on this one. */
    boolean lossy() {
        return lossy;
    }

    private void received(Buffer data) {
        if (weather.kind() == Weather.Kind.DROP) {
            lossy = true;
            return;
        }
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(weather.delayMillis());
        held.add(new Chunk(due, data));
        heldBytes += data.length();
        flush();
    }

    private void ended() {
        ended = true;
        lossy |= weather.kind() == Weather.Kind.DROP;
        flush();
    }

    private boolean open() {
        return weather.kind() == Weather.Kind.PASS || weather.kind() == Weather.Kind.DELAY;
    }

    private void flush() {
        while (open() && !held.isEmpty() && !to.writeQueueFull() && left() <= 0) {
            Chunk chunk = held.remove();
            heldBytes -= chunk.data().length();
            bytes.add(chunk.data().length());
            Loose.end(to.write(chunk.data()));
        }
        if (open() && !held.isEmpty() && left() > 0) {
            wakeLater();
        }
        if (open() && ended && held.isEmpty()) {
            Loose.end(to.close());
        }
        regulate();
    }

    private long left() {
        return held.element().dueNanos() - System.nanoTime();
    }

    private void wakeLater() {
        if (!timed) {
            timed = true;
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(left()) + 1, due -> {
                timed = false;
                flush();
            });
        }
    }

    private void regulate() {
        boolean read = weather.kind() != Weather.Kind.HOLD && heldBytes < MAX_HELD && !to.writeQueueFull();
        if (read != reading) {
            reading = read;
            if (read) {
                from.resume();
            } else {
                from.pause();
            }
        }
    }
}
