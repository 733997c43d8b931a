// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One direction of a connection, with a bounded buffer. Belongs to one event loop. */
final class ProxyPipe {
    private static final int MAX_HELD = 1 << 20;

    private final Vertx vertx;
    private final NetSocket from;
    private final NetSocket to;
    private final LongAdder bytes;
    private final Deque<Chunk> held = new ArrayDeque<>();
    private long heldBytes;
    private NetworkCondition condition = NetworkCondition.NORMAL;
    private boolean reading = true;
    private boolean ended;
    private boolean hasLostBytes;
    private boolean timerSet;

    private record Chunk(long dueNanos, Buffer data) {}

    /** {@code bytes} counts the bytes that arrive. */
    ProxyPipe(Vertx vertx, NetSocket from, NetSocket to, LongAdder bytes) {
        this.vertx = vertx;
        this.from = from;
        this.to = to;
        this.bytes = bytes;
    }

    void open(NetworkCondition first, Runnable closed) {
        condition = first;
        from.handler(this::received);
        from.endHandler(end -> ended());
        from.closeHandler(gone -> closed.run());
        to.drainHandler(drained -> flush());
        flush();
    }

    void change(NetworkCondition next) {
        condition = next;
        flush();
    }

    /** Whether bytes or the end of this side did not reach the other side. */
    boolean hasLostBytes() {
        return hasLostBytes;
    }

    private void received(Buffer data) {
        if (condition.kind() == NetworkCondition.Kind.DROP) {
            hasLostBytes = true;
            return;
        }
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(condition.delayMillis());
        held.add(new Chunk(due, data));
        heldBytes += data.length();
        flush();
    }

    private void ended() {
        ended = true;
        hasLostBytes |= condition.kind() == NetworkCondition.Kind.DROP;
        flush();
    }

    private boolean isPassing() {
        return condition.kind() == NetworkCondition.Kind.PASS || condition.kind() == NetworkCondition.Kind.DELAY;
    }

    private void flush() {
        while (isPassing() && !held.isEmpty() && !to.writeQueueFull() && nanosLeft() <= 0) {
            Chunk chunk = held.remove();
            heldBytes -= chunk.data().length();
            bytes.add(chunk.data().length());
            IgnoredFuture.ignore(to.write(chunk.data()));
        }
        if (isPassing() && !held.isEmpty() && nanosLeft() > 0) {
            flushLater();
        }
        if (isPassing() && ended && held.isEmpty()) {
            IgnoredFuture.ignore(to.close());
        }
        pauseOrResume();
    }

    private long nanosLeft() {
        return held.element().dueNanos() - System.nanoTime();
    }

    private void flushLater() {
        if (!timerSet) {
            timerSet = true;
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(nanosLeft()) + 1, due -> {
                timerSet = false;
                flush();
            });
        }
    }

    private void pauseOrResume() {
        boolean read = condition.kind() != NetworkCondition.Kind.HOLD && heldBytes < MAX_HELD && !to.writeQueueFull();
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
